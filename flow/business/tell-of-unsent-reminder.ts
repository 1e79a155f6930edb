import type { ConversationId, Tx } from '#shared/database'
import { asWritten, formatStart } from '../agent/index.ts'
import type { JobDeps } from '../jobs/job.ts'
import { notifyOwner } from '../notify-owner.ts'

export interface UnsentReminder {
  readonly conversationId: ConversationId
  /** The reminder's own key: one notice each. */
  readonly key: string
  readonly name: string | null
  readonly startsAt: number
}

/** The bot may not write to this client any more, and the client has no chat with it: the owner can, from their own account. */
export async function tellOfUnsentReminder(
  tx: Tx,
  deps: JobDeps,
  { conversationId, key, name, startsAt }: UnsentReminder,
  nowMs: number,
): Promise<void> {
  const { ownerId, timeZone } = deps.settings
  const who = asWritten(name ?? '—')
  const words = {
    ru: `Не могу напомнить о встрече: ${who} (разговор ${conversationId}), ${formatStart(startsAt, timeZone, 'ru')}. В вашем аккаунте Telegram пускает меня к клиенту только 24 часа после его слов. Напишите ему сами.`,
    en: `I cannot remind a client of a meeting: ${who} (conversation ${conversationId}), ${formatStart(startsAt, timeZone, 'en')}. In your account Telegram lets me write only for 24 hours after the client's last words. Please write to them yourself.`,
  }
  await notifyOwner(tx, { ...deps, ownerId, key: `unsent-${key}`, words }, nowMs)
}
