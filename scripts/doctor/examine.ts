import type { ConfigNotice, ConfigSource } from '#shared/config'
import { toTarget } from '../../services/parts/links/open-database.ts'
import { readSettings } from '../../services/settings.ts'
import { checks } from './checks.ts'
import type { Patient } from './define-check.ts'
import type { Language } from './report/words.ts'
import { type CheckResult, runChecks } from './run-checks.ts'

/** What the doctor says in the end. */
export type Diagnosis =
  | { readonly kind: 'examined'; readonly language: Language; readonly results: readonly CheckResult[] }
  /** The settings cannot be read, so that nothing else can be looked at. */
  | { readonly kind: 'invalid'; readonly faults: readonly ConfigNotice[] }

/** Where the doctor stands: what it cannot learn from the settings. */
export type Surroundings = Pick<Patient, 'packageFolder' | 'nodeVersion' | 'clock'>

/** Reads the settings as the start does, and runs every check. Writes nothing but the probe file of the disk check. */
export async function examine(source: ConfigSource, surroundings: Surroundings): Promise<Diagnosis> {
  const read = readSettings(source)
  if (read.kind === 'invalid') return read
  const { values: settings, warnings } = read
  const patient = { ...surroundings, settings, warnings, target: toTarget(settings.database) }
  return { kind: 'examined', language: settings.business.language, results: await runChecks(checks, patient) }
}
