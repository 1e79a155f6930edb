import { systemClock } from '#shared/utils'
import { measureProcess } from '../bench/measure-process.ts'
import type { Sample } from './slope.ts'

export interface MemorySamples {
  readonly resident: readonly Sample[]
  /** Of JavaScript, as /metrics tells. */
  readonly heap: readonly Sample[]
}

export interface WatchedProcess {
  readonly pid: number
  readonly gatewayUrl: string
  readonly adminKey: string
}

const everyMs = 2_000

/** Looks every two seconds at what a platform process holds, until stopped. A look that fails is left out. */
export function watchMemory(watched: WatchedProcess): { stop(): Promise<MemorySamples> } {
  const resident: Sample[] = []
  const heap: Sample[] = []
  let last: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    last = last.then(look).catch(() => {})
  }, everyMs)
  return {
    async stop() {
      clearInterval(timer)
      await last
      return { resident, heap }
    },
  }

  async function look(): Promise<void> {
    const atMs = systemClock.now()
    resident.push({ atMs, megabytes: measureProcess(watched.pid).residentMb })
    const headers = { authorization: `Bearer ${watched.adminKey}` }
    const response = await fetch(`${watched.gatewayUrl}/metrics`, { headers })
    const bytes = Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(await response.text())?.[1])
    if (Number.isFinite(bytes)) heap.push({ atMs, megabytes: bytes / 2 ** 20 })
  }
}
