/**
 * Reads server-sent events piece by piece, as packets cut them, and hands out the value of each `data:` line. Model servers
 * never spread one event over several lines; other fields and comments (`: ping`) say nothing to us.
 */
export function createEventStreamReader(onData: (data: string) => void): (text: string) => void {
  let rest = ''
  return text => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.startsWith('data:')) onData(line.slice(5).trim())
  }
}
