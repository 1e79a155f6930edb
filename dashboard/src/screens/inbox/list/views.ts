import type { Conversation, GetConversationsData } from '../../../api/index.ts'

/** Which conversations the list shows. */
export type View = 'all' | 'waiting' | 'human' | 'ai' | 'blocked'
export const views: readonly View[] = ['all', 'waiting', 'human', 'ai', 'blocked']

type Query = NonNullable<GetConversationsData['query']>

/** A view as the gateway is asked for it. */
export const queryOf: Readonly<Record<View, Query>> = {
  all: {},
  waiting: { handler: 'human', unanswered: 'true' },
  human: { handler: 'human' },
  ai: { handler: 'ai' },
  blocked: { blocked: 'true' },
}

/** Whether a conversation belongs into a view: the gateway's filters, said once more for what changes while one looks. */
export function isIn(view: View, conversation: Conversation): boolean {
  switch (view) {
    case 'all':
      return true
    case 'waiting':
      return needsPerson(conversation)
    case 'human':
    case 'ai':
      return conversation.handler === view
    case 'blocked':
      return conversation.contact.is_blocked
  }
}

/** A client waits, and no AI will answer. */
export function needsPerson({ handler, unanswered_since }: Conversation): boolean {
  return handler === 'human' && unanswered_since !== null
}

/** From this score on a lead is called hot; the playbook's own threshold may lie elsewhere. */
export const hotScore = 70
