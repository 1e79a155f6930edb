import { type Clock, errorCode } from '#shared/utils'
import { type Check, type Finding, find, type Patient } from './define-check.ts'
import type { CheckName } from './report/words.ts'

export interface CheckResult {
  readonly name: CheckName
  readonly finding: Finding
  /** How long the check took. */
  readonly latencyMs: number
}

/** Runs all checks, those of this machine one by one, then the others at once. In the order given; never rejects. */
export async function runChecks(checks: readonly Check[], patient: Patient): Promise<readonly CheckResult[]> {
  const results = new Map<CheckName, CheckResult>()
  const run = async (check: Check): Promise<void> => {
    results.set(check.name, await runCheck(check, patient))
  }
  for (const check of checks.filter(({ place }) => place === 'here')) await run(check)
  await Promise.all(checks.filter(({ place }) => place === 'outside').map(run))
  return checks.flatMap(check => results.get(check.name) ?? [])
}

async function runCheck(check: Check, patient: Patient): Promise<CheckResult> {
  const { clock } = patient
  const startedAt = clock.now()
  const limit = new AbortController()
  const asked = Promise.resolve()
    .then(() => check.run(patient, limit.signal))
    .catch((error: unknown) => find('check.broken', { code: errorCode(error) }))
  const finding = await Promise.race([asked, waitForLimit(check, clock, limit)])
  limit.abort()
  return { name: check.name, finding, latencyMs: clock.now() - startedAt }
}

function waitForLimit({ limitMs }: Check, clock: Clock, limit: AbortController): Promise<Finding> {
  return new Promise(resolve => {
    const cancel = clock.after(limitMs, () => resolve(find('check.too_slow', { seconds: limitMs / 1000 })))
    limit.signal.addEventListener('abort', cancel, { once: true })
  })
}
