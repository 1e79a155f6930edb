import { StringDecoder } from 'node:string_decoder'

/** The lines of a text without their ends. What follows the last end is a line too, unless it is empty. */
export async function* splitLines(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let held: string[] = []
  for await (const bytes of source) {
    const [first = '', ...rest] = decoder.write(bytes).split('\n')
    held.push(first)
    for (const piece of rest) {
      yield held.join('')
      held = [piece]
    }
  }
  const last = held.join('') + decoder.end()
  if (last !== '') yield last
}
