import { formatNotice } from '#shared/config'
import type { Diagnosis } from '../examine.ts'
import type { CheckResult } from '../run-checks.ts'
import { findings, type Language, write } from './words.ts'

/** The same for programs: `status` is ok, fault or invalid; `code` and `state` are stable, the words are not. */
export function formatJson(diagnosis: Diagnosis): string {
  if (diagnosis.kind === 'invalid') return print({ status: 'invalid', faults: diagnosis.faults.map(formatNotice) })
  const { results, language } = diagnosis
  const isFaulty = results.some(({ finding }) => findings[finding.code].state === 'fault')
  return print({ status: isFaulty ? 'fault' : 'ok', checks: results.map(result => describe(result, language)) })
}

function describe({ name, finding, latencyMs }: CheckResult, language: Language): Readonly<Record<string, unknown>> {
  const { state, found, cure } = findings[finding.code]
  return {
    name,
    state,
    code: finding.code,
    latency_ms: Math.round(latencyMs),
    found: write(found, language, finding.values),
    cure: cure === null ? null : write(cure, language, finding.values),
    notes: finding.notes,
  }
}

function print(value: unknown): string {
  return JSON.stringify(value, null, 2)
}
