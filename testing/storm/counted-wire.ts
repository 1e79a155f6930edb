import type { TelegramClient } from '#capabilities/channels'
import type { TelegramEmulator } from '../telegram/index.ts'

/** How many calls are somewhere between the bot and the server, so that a fake clock knows when to go on. */
export interface CountedWire {
  readonly client: TelegramClient
  /** How long a call travels; counts it as travelling until it arrives. */
  readonly latencyMs: () => number
  /** No call is anywhere but on its way, where only time can help it along. */
  isAtRest(): boolean
  /** To be told of everything that happens in the emulator. */
  watch(emulator: TelegramEmulator): void
}

export function createCountedWire(inner: TelegramClient, latencyMs: () => number): CountedWire {
  let open = 0
  let travelling = 0
  const raw = new Proxy(inner.raw, {
    get(target, method, receiver) {
      const call: unknown = Reflect.get(target, method, receiver)
      if (typeof call !== 'function') return call
      return (...args: readonly unknown[]) => {
        open++
        const settled: Promise<unknown> = call(...args)
        return settled.finally(() => open--)
      }
    },
  })
  return {
    client: { token: inner.token, options: inner.options, raw },
    latencyMs() {
      travelling++
      return latencyMs()
    },
    isAtRest: () => open === travelling,
    watch(emulator) {
      emulator.onEvent(event => {
        if (event.kind === 'calling') travelling--
      })
    },
  }
}
