/**
 * `read` for texts that are asked about several times in a row, as every reader asks for the words of one message. Only the latest
 * answer is kept: more would be clients' words in memory.
 */
export function rememberLatest<Value>(read: (text: string) => Value): (text: string) => Value {
  let latest: { readonly text: string; readonly value: Value } | null = null
  return text => {
    if (latest?.text !== text) latest = { text, value: read(text) }
    return latest.value
  }
}
