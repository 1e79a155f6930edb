import { type ConfigSource, changeSettings, listSettings } from '#shared/config'
import { systemClock } from '#shared/utils'
import type { Examination, System, SystemFinding } from '../../services/api-gateway/operator/system.ts'
import type { ServiceName } from '../../services/running-service.ts'
import { sections } from '../../services/settings.ts'
import { examine } from '../doctor/examine.ts'
import { findings, write } from '../doctor/report/words.ts'
import type { CheckResult } from '../doctor/run-checks.ts'
import { findPackageFolder } from './find-package-folder.ts'

/** What the gateway may do to the installation that it is a part of. */
export function createSystem(
  source: ConfigSource,
  { services, restart }: { readonly services: readonly ServiceName[]; readonly restart: () => void },
): System {
  return {
    services,
    restart,
    listSettings: () => listSettings(sections, source),
    changeSettings: changes => changeSettings(sections, source, changes),
    examine: () => look(source),
  }
}

async function look(source: ConfigSource): Promise<Examination> {
  const surroundings = {
    packageFolder: findPackageFolder(),
    nodeVersion: process.versions.node,
    clock: systemClock,
  }
  const diagnosis = await examine(source, surroundings)
  if (diagnosis.kind === 'invalid') return diagnosis
  return { kind: 'examined', findings: diagnosis.results.map(toFinding) }
}

function toFinding({ name, finding, latencyMs }: CheckResult): SystemFinding {
  const { state, found, cure } = findings[finding.code]
  const say = (pair: Parameters<typeof write>[0]) => ({
    ru: write(pair, 'ru', finding.values),
    en: write(pair, 'en', finding.values),
  })
  const { code, notes } = finding
  return { name, state, code, latencyMs, notes, found: say(found), cure: cure === null ? null : say(cure) }
}
