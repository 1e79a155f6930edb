import type { Channel, ChatAddress } from '#capabilities/channels'
import { type Clock, errorCode, type Logger } from '#shared/utils'

interface TypingDeps {
  readonly channel: Pick<Channel, 'showTyping'>
  readonly clock: Clock
  readonly logger: Logger
}

// Telegram shows it for 5 s, so it can never get stuck.
const showEveryMs = 4500

/** Shows typing in a chat from now on, until the returned function is called. */
export function keepTyping({ channel, clock, logger }: TypingDeps, chat: ChatAddress): () => void {
  const stopped = new AbortController()
  let cancel = (): void => {}
  show()
  return () => {
    cancel()
    stopped.abort()
  }

  function show(): void {
    cancel = clock.after(showEveryMs, show)
    channel
      .showTyping(chat, stopped.signal)
      .catch(error => logger.debug('media.typing_failed', { code: errorCode(error) }))
  }
}
