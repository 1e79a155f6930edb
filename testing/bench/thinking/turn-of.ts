import { type ContextMessage, unknownUser } from '#capabilities/conversations'
import type { LeadState } from '#capabilities/sales'
import type { AccountId, ContactId, ConversationId, LeadId, MessageId, TurnId } from '#shared/database'
import { emptyState } from '../../../flow/agent/reading/dialogue-state.ts'
import type { TurnFacts } from '../../../flow/agent/turn-facts.ts'

/** A turn in the middle of a talk: a client of whom a few things are known writes `text`; the slot `asked` was asked for last. */
export function turnOf(text: string, asked: string | null = null): readonly [TurnFacts, readonly ContextMessage[]] {
  const message: ContextMessage = {
    id: 9 as MessageId,
    role: 'user',
    kind: 'text',
    content: text,
    timestamp: 0,
    externalId: null,
    metadata: null,
  }
  const turn: TurnFacts['turn'] = {
    conversationId: 1 as ConversationId,
    accountId: 1 as AccountId,
    channel: 'telegram',
    contactId: 1 as ContactId,
    userId: 1,
    businessConnectionId: '',
    chatId: '1',
    topicId: '',
    chatType: 'private',
    revision: 1,
    attempts: 1,
    waitingSince: 0,
    answeredMessageId: 0 as MessageId,
    language: 'ru',
    displayName: null,
    appLanguage: 'ru',
    isOptedOut: false,
    isPaused: false,
    answerMode: null,
    isFirstTurn: false,
    history: [],
    unanswered: [message],
  }
  const consents = new Map([['pdpa_profile', true] as const])
  const state = { ...emptyState, asked }
  const nothing = {
    contactText: null,
    summary: null,
    meetings: [],
    repliedNotices: new Map(),
    crew: null,
    isContactDoubtful: false,
    isBudgetSpent: false,
  }
  return [{ turnId: 'turn' as TurnId, turn, lead, state, consents, user: unknownUser, ...nothing }, [message]]
}

const lead: LeadState = {
  id: 1 as LeadId,
  contactId: 1 as ContactId,
  userId: 1,
  conversationId: 1 as ConversationId,
  name: null,
  contact: null,
  status: 'new',
  stage: 'needs_discovery',
  returnStage: null,
  presentationTurns: 0,
  cycle: 1,
  cycleStartedAt: 0,
  intent: null,
  language: 'ru',
  fitScore: 0,
  slots: new Map(
    [
      ['client_name', 'Анна'],
      ['main_problems', 'не успеваем отвечать клиентам'],
      ['company_size', '50'],
      ['budget_band', '..300000 RUB'],
    ].map(([slot = '', value = '']) => [
      slot,
      { value, confidence: 0.9, source: 'rule', messageId: 3 as MessageId, updatedAt: 0 },
    ]),
  ),
}
