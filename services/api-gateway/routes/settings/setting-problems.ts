import type { ConfigNotice, SettingsChange } from '#shared/config'
import { assertNever } from '#shared/utils'
import type { Problem } from '../../http/problem.ts'

/** Keys that are no settings, or none that may be changed. */
export function refuseKeys(keys: readonly string[], detail: string): Problem {
  const errors = keys.map(key => ({ in: 'body' as const, pointer: pointerOf(key), detail }))
  return { status: 422, code: 'setting.not_editable', detail: 'Nothing was changed.', errors }
}

/** Why nothing was written. */
export function describeRefusal(refusal: Exclude<SettingsChange, { kind: 'written' }>): Problem {
  switch (refusal.kind) {
    case 'unknown':
      return refuseKeys(refusal.keys, 'There is no such setting. GET /settings has them all.')
    case 'overruled':
      return {
        status: 409,
        code: 'setting.environment_decides',
        detail:
          'A variable of the environment decides this, whatever a file says. Change it where the platform is started, or take it out there.',
        errors: refusal.keys.map(key => ({ in: 'body', pointer: pointerOf(key), detail: 'set in the environment' })),
      }
    case 'invalid':
      return {
        status: 422,
        code: 'setting.invalid',
        detail: 'The platform would not start with this. Nothing was changed.',
        errors: refusal.faults.map(toItem),
      }
    case 'not-writable':
      return {
        status: 409,
        code: 'setting.not_writable',
        detail: `The file .env beside config.yaml, or what it links to, cannot be written (${refusal.code}): let the user who runs the platform write there, or set the variable in the environment.`,
      }
    default:
      return assertNever(refusal)
  }
}

function toItem({ key, text }: ConfigNotice) {
  return { in: 'body' as const, pointer: key === null ? '/changes' : pointerOf(key), detail: text }
}

function pointerOf(key: string): string {
  return `/changes/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
}
