import { type Clock, errorCode } from '#shared/utils'

export type HealthState = 'ok' | 'degraded' | 'down'

/** One thing the platform depends on, and how to ask how it is. */
export interface HealthCheck {
  readonly name: string
  /** Whether the platform cannot serve without it. */
  readonly required: boolean
  /** `detail` is a stable code or short phrase; anyone may read it, so it holds no address and no secret. */
  check(): Promise<{ readonly kind: HealthState; readonly detail?: string }>
}

export interface DependencyHealth {
  readonly name: string
  readonly required: boolean
  readonly state: HealthState
  readonly latencyMs: number
  readonly detail: string | null
}

export interface Readiness {
  /** `down` when something required is down, `degraded` when anything else is not well. */
  readonly state: HealthState
  readonly dependencies: readonly DependencyHealth[]
}

export type CheckReadiness = () => Promise<Readiness>

const timeoutMs = 5_000
// Anyone may ask, and some checks reach other servers: however often it is asked, they are reached once a second at most.
const freshForMs = 1_000

/** Runs all checks at once; one that hangs counts as down after five seconds, one that throws counts as down with its code. */
export function createReadinessCheck(checks: readonly HealthCheck[], clock: Clock): CheckReadiness {
  let latest: { readonly startedAt: number; readonly readiness: Promise<Readiness> } | null = null
  return () => {
    const now = clock.now()
    if (latest === null || now - latest.startedAt >= freshForMs) {
      latest = { startedAt: now, readiness: runAll(checks, clock) }
    }
    return latest.readiness
  }
}

async function runAll(checks: readonly HealthCheck[], clock: Clock): Promise<Readiness> {
  const dependencies = await Promise.all(checks.map(check => runOne(check, clock)))
  return { state: worstState(dependencies), dependencies }
}

async function runOne(check: HealthCheck, clock: Clock): Promise<DependencyHealth> {
  const startedAt = clock.now()
  let cancelTimeout = (): void => {}
  const timedOut = new Promise<{ kind: 'down'; detail: string }>(resolve => {
    cancelTimeout = clock.after(timeoutMs, () => resolve({ kind: 'down', detail: 'timeout' }))
  })
  const asked = Promise.resolve()
    .then(() => check.check())
    .catch((error: unknown) => ({ kind: 'down' as const, detail: errorCode(error) }))
  const answer: { readonly kind: HealthState; readonly detail?: string } = await Promise.race([asked, timedOut])
  cancelTimeout()
  return {
    name: check.name,
    required: check.required,
    state: answer.kind,
    latencyMs: clock.now() - startedAt,
    detail: answer.detail ?? null,
  }
}

function worstState(dependencies: readonly DependencyHealth[]): HealthState {
  if (dependencies.some(({ required, state }) => required && state === 'down')) return 'down'
  return dependencies.every(({ state }) => state === 'ok') ? 'ok' : 'degraded'
}
