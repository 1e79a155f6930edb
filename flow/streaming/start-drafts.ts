import type { Channel } from '#capabilities/channels'
import type { AccountId } from '#shared/database'
import { type Clock, errorCode, type Logger, repeat } from '#shared/utils'
import type { Preview, Previews } from './previews.ts'

export interface DraftsDeps {
  readonly previews: Previews
  readonly accountId: AccountId
  readonly channel: Channel
  readonly clock: Clock
  readonly logger: Logger
}

/** How one reply's drafts go. */
interface Progress {
  isInTheAir: boolean
  /** When something was last shown, or could have been. */
  lookedAtMs: number
  shownAtMs: number
}

const lookEveryMs = 250
/** Every draft is a call in the chat's flood budget, and Telegram takes about one a second. */
const showEveryMs = 1000
/** Telegram takes a draft away 30 s after its last sign of life. */
const keepAliveMs = 20_000
const neverAborted = new AbortController().signal

/**
 * Shows the account's replies while they are written. What the flood budget has no room for is not shown, and nobody misses it: the
 * whole reply goes through the outbox. Returns the way to stop.
 */
export function startDrafts(deps: DraftsDeps): () => Promise<void> {
  const { accountId, channel, clock, logger, previews } = deps
  const progresses = new WeakMap<Preview, Progress>()
  const release = previews.serve(accountId)
  const stop = repeat(clock, logger, { name: 'drafts', everyMs: lookEveryMs, run: showWhatIsNew })
  return () => {
    release()
    return stop()
  }

  async function showWhatIsNew(): Promise<'done'> {
    const nowMs = clock.now()
    for (const preview of previews.list(accountId)) {
      const progress = progresses.get(preview) ?? { isInTheAir: false, lookedAtMs: 0, shownAtMs: nowMs }
      progresses.set(preview, progress)
      if (progress.isInTheAir || nowMs - progress.lookedAtMs < showEveryMs) continue
      progress.lookedAtMs = nowMs
      // One slow call must not hold up the drafts of other chats.
      void show(preview, progress)
    }
    return 'done'
  }

  async function show(preview: Preview, progress: Progress): Promise<void> {
    const markdown = preview.safeSoFar() || preview.shown()
    const isDying = clock.now() - progress.shownAtMs >= keepAliveMs
    if (markdown === '' || (markdown === preview.shown() && !isDying)) return
    progress.isInTheAir = true
    try {
      if (!(await channel.showDraft(preview.chat, { id: preview.draftId, markdown }, neverAborted))) return
      preview.markShown(markdown)
      progress.shownAtMs = clock.now()
    } catch (error) {
      logger.warn('drafts.not_shown', { code: errorCode(error) })
    } finally {
      progress.isInTheAir = false
    }
  }
}
