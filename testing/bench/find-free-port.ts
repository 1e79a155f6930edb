import { startLoopbackServer } from '../loopback-server.ts'

/** A port of 127.0.0.1 that was free a moment ago: for programs that must be told theirs. */
export async function findFreePort(): Promise<number> {
  const probe = await startLoopbackServer(() => {})
  await probe.stop()
  return Number(new URL(probe.url).port)
}
