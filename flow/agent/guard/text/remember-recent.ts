/**
 * `read`, with its answers for the `limit` texts asked about last. Only for texts of the owner, which come again from turn to turn:
 * what clients write is not kept.
 */
export function rememberRecent<Value extends object>(
  limit: number,
  read: (text: string) => Value,
): (text: string) => Value {
  const known = new Map<string, Value>()
  return text => {
    const value = known.get(text) ?? read(text)
    // A map keeps the order of entry: the first is the one that was longest not asked about.
    known.delete(text)
    known.set(text, value)
    const [oldest] = known.size > limit ? known.keys() : []
    if (oldest !== undefined) known.delete(oldest)
    return value
  }
}
