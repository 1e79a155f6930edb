import type { LiveEvent } from './event-types.ts'

export type ConnectionState = 'connecting' | 'online' | 'offline'

export interface EventStream {
  /** Calls `hear` for each event from now on, once and in order, until the returned function is called. */
  readonly listen: (hear: (event: LiveEvent) => void) => () => void
  /** Calls `tell` now and at every change, until the returned function is called. */
  readonly watchConnection: (tell: (state: ConnectionState) => void) => () => void
  readonly close: () => void
}

export interface EventStreamDeps {
  /** Where the log ends now: what comes after it will be heard. */
  readonly readNewestPosition: () => Promise<number>
  readonly types: readonly string[]
  readonly connect: (url: string) => EventSource
  readonly wait: (ms: number, then: () => void) => void
  /** Calls `tell` when the machine loses its network and when it has it back, until the returned function is called. */
  readonly watchNetwork: (tell: (isThere: boolean) => void) => () => void
}

const retryMs = 2_000

/**
 * The log of events, live. The browser resumes a broken stream by `Last-Event-ID`; where it gives up (a proxy answered with an
 * error, the session ended) a new stream begins after the last position that was heard. So nothing is lost, and what comes twice
 * is dropped by its position. A machine without a network ends its stream at once: a dead connection can look alive for minutes.
 */
export function openEventStream({
  readNewestPosition,
  types,
  connect,
  wait,
  watchNetwork,
}: EventStreamDeps): EventStream {
  const listeners = new Set<(event: LiveEvent) => void>()
  const watchers = new Set<(state: ConnectionState) => void>()
  let state: ConnectionState = 'connecting'
  let position: number | null = null
  let source: EventSource | null = null
  let isClosed = false
  const leaveNetwork = watchNetwork(isThere => {
    if (isThere) return void start()
    source?.close()
    turn('offline')
  })
  void start()

  return {
    listen: hear => subscribe(listeners, hear),
    watchConnection(tell) {
      tell(state)
      return subscribe(watchers, tell)
    },
    close() {
      isClosed = true
      leaveNetwork()
      source?.close()
    },
  }

  async function start(): Promise<void> {
    try {
      position ??= await readNewestPosition()
    } catch {
      return startLater()
    }
    // The network may have come back while a new try was waiting for its turn.
    if (isClosed || isOpen(source)) return
    const opened = connect(`/api/v1/events?after=${position}`)
    source = opened
    opened.onopen = () => turn('online')
    opened.onerror = () => {
      turn('offline')
      if (opened.readyState === EventSource.CLOSED) startLater()
    }
    for (const type of types) opened.addEventListener(type, hear)
  }

  function startLater(): void {
    turn('offline')
    wait(retryMs, () => {
      if (!isClosed) void start()
    })
  }

  function hear({ data }: MessageEvent<string>): void {
    // The gateway's own words, in the shape of docs/events.md.
    const event = JSON.parse(data) as LiveEvent
    if (position !== null && event.position <= position) return
    position = event.position
    for (const listener of listeners) listener(event)
  }

  function turn(next: ConnectionState): void {
    if (next === state) return
    state = next
    for (const tell of watchers) tell(next)
  }
}

function isOpen(source: EventSource | null): boolean {
  return source !== null && source.readyState !== EventSource.CLOSED
}

function subscribe<Listener>(all: Set<Listener>, one: Listener): () => void {
  all.add(one)
  return () => void all.delete(one)
}
