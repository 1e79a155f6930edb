import { createContext, type ReactElement, type ReactNode, use, useEffect, useEffectEvent, useState } from 'react'
import { call, getEvents } from '../api/index.ts'
import { type ConnectionState, type EventStream, openEventStream } from './event-stream.ts'
import { type LiveEvent, liveEventTypes } from './event-types.ts'

const StreamContext = createContext<EventStream | null>(null)

/** One stream of events for the whole page. Stands within the session gate: a stranger hears nothing. */
export function LiveProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const [stream, setStream] = useState<EventStream | null>(null)
  useEffect(() => {
    const opened = openEventStream({
      readNewestPosition,
      types: liveEventTypes,
      connect: url => new EventSource(url),
      wait: (ms, then) => void setTimeout(then, ms),
      watchNetwork,
    })
    setStream(opened)
    return opened.close
  }, [])
  return <StreamContext value={stream}>{children}</StreamContext>
}

/** Calls `hear` for each event while the component is shown; it always sees the newest props and state. */
export function useLiveEvents(hear: (event: LiveEvent) => void): void {
  const stream = use(StreamContext)
  const onEvent = useEffectEvent(hear)
  useEffect(() => stream?.listen(event => onEvent(event)), [stream])
}

/** Whether events come just now. */
export function useConnection(): ConnectionState {
  const stream = use(StreamContext)
  const [state, setState] = useState<ConnectionState>('connecting')
  useEffect(() => stream?.watchConnection(setState), [stream])
  return state
}

function watchNetwork(tell: (isThere: boolean) => void): () => void {
  const [leave, come] = [() => tell(false), () => tell(true)]
  addEventListener('offline', leave)
  addEventListener('online', come)
  return () => {
    removeEventListener('offline', leave)
    removeEventListener('online', come)
  }
}

async function readNewestPosition(): Promise<number> {
  const { items } = await call(getEvents({ query: { limit: 1 } }))
  return items[0]?.position ?? 0
}
