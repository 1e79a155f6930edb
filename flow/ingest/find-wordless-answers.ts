import type { InboundMessage } from '#capabilities/channels'
import type { ConversationId, Tx } from '#shared/database'
import { readDialogueStates } from '../turn/dialogue-state.ts'

interface Heard {
  readonly message: InboundMessage
  readonly conversation: { readonly id: ConversationId }
}

/**
 * Of messages that want no answer by themselves, those that are one: a 👍, typed or as a sticker, under a question of ours that
 * is answered by yes or no. Asks the database nothing where there is no such sign.
 */
export async function findWordlessAnswers<Entry extends Heard>(
  tx: Tx,
  entries: readonly Entry[],
): Promise<readonly Entry[]> {
  const signs = entries.filter(({ message }) => !message.wantsAnswer && isSign(message))
  if (signs.length === 0) return []
  const states = await readDialogueStates(
    tx,
    signs.map(({ conversation }) => conversation.id),
  )
  return signs.filter(({ conversation }) => (states.get(conversation.id)?.pending ?? null) !== null)
}

function isSign({ messageKind, chat }: InboundMessage): boolean {
  return chat.chatType === 'private' && (messageKind === 'sticker' || messageKind === 'text')
}
