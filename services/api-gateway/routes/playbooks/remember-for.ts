import type { Clock } from '#shared/utils'

// What a caller of many names can make us remember.
const mostNames = 100

/** `read`, asked anew for a name only when its last answer is older than `freshMs`. */
export function rememberFor<Value>(
  clock: Clock,
  freshMs: number,
  read: (name: string) => Value,
): (name: string) => Value {
  const known = new Map<string, { readonly value: Value; readonly readAt: number }>()
  return name => {
    const last = known.get(name)
    if (last !== undefined && clock.now() - last.readAt < freshMs) return last.value
    const value = read(name)
    if (known.size >= mostNames) known.clear()
    known.set(name, { value, readAt: clock.now() })
    return value
  }
}
