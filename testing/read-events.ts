/** One server-sent event as a client sees it. */
export interface ReceivedEvent {
  readonly id: string | null
  readonly event: string
  readonly data: string
}

/** A client of a stream of server-sent events, as the HTML standard reads one. */
export interface EventReader {
  readonly status: number
  readonly headers: Headers
  readonly events: readonly ReceivedEvent[]
  /** What a browser would send as `Last-Event-ID`. */
  lastEventId(): string | null
  comments(): number
  /** Resolves when the server ended the stream, or after `close`. */
  readonly ended: Promise<void>
  close(): void
}

export async function openEventReader(url: string, headers: Record<string, string>): Promise<EventReader> {
  const leaving = new AbortController()
  const response = await fetch(url, { headers: { accept: 'text/event-stream', ...headers }, signal: leaving.signal })
  const events: ReceivedEvent[] = []
  let lastEventId: string | null = null
  let comments = 0
  return {
    status: response.status,
    headers: response.headers,
    events,
    lastEventId: () => lastEventId,
    comments: () => comments,
    ended: readAll().catch(() => {}),
    close: () => leaving.abort(),
  }

  async function readAll(): Promise<void> {
    const decoder = new TextDecoder()
    let text = ''
    for await (const chunk of response.body ?? []) {
      const blocks = (text + decoder.decode(chunk, { stream: true })).split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) readBlock(block.split('\n'))
    }
  }

  function readBlock(lines: readonly string[]): void {
    const readField = (name: string) => lines.find(line => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? null
    if (lines.some(line => line.startsWith(':'))) comments += 1
    const id = readField('id')
    lastEventId = id ?? lastEventId
    const data = readField('data')
    if (data !== null) events.push({ id, event: readField('event') ?? 'message', data })
  }
}
