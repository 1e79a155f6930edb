/** `derive`, done once for an object and forgotten with it: what a playbook is compiled to must not be made anew for each message. */
export function deriveOnce<Source extends object, Value>(derive: (source: Source) => Value): (source: Source) => Value {
  const derived = new WeakMap<Source, { readonly value: Value }>()
  return source => {
    const known = derived.get(source)
    if (known !== undefined) return known.value
    const value = derive(source)
    derived.set(source, { value })
    return value
  }
}
