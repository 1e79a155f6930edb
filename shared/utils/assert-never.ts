/** Closes a union: a new `kind` without a branch fails to compile here. Throws if reached at run time. */
export function assertNever(value: never): never {
  throw new TypeError(`unexpected kind: ${JSON.stringify(value)}`)
}
