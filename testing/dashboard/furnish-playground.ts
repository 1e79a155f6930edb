import { appendMessages, conversationKey, openConversations, saveContacts } from '#capabilities/conversations'
import type { AccountId, ConversationId, Database, MessageId, TurnId } from '#shared/database'

/** The test chat that the pictures show: `localStorage` of the browser names it. */
export const pictureChatId = 'play-pictures'

const passage = 'Женская стрижка — 2500 ₽, 60 минут. Маникюр с покрытием — 2200 ₽, 60 минут.'

interface Place {
  readonly database: Database
  readonly accountId: AccountId
}

/** A question in the playground, and how its answer came about. */
export async function furnishPlayground({ database, accountId }: Place, nowMs: number): Promise<void> {
  const conversationId = await openChat({ database, accountId }, nowMs)
  const shared = { conversationId, kind: 'text' as const, externalId: null, contactId: null, metadata: null }
  const turnId = 'turn-of-the-pictures' as TurnId
  const asked = { ...shared, role: 'user' as const, turnId: null, timestamp: nowMs - 9_000 }
  const [question] = await appendMessages(database.db, [{ ...asked, content: 'Сколько стоит женская стрижка?' }])
  if (question == null) throw new TypeError('the question was not stored')
  await explain(database, { conversationId, turnId, questionId: question.id, nowMs })
  const said = 'Женская стрижка стоит 2500 ₽ и занимает около часа. На какой день вас записать?'
  const answer = { ...shared, role: 'assistant' as const, turnId, timestamp: nowMs - 6_000 }
  const [stored] = await appendMessages(database.db, [{ ...answer, content: said }])
  await database.db
    .insertInto('outbound')
    .values({
      ...{ key: turnId, account_id: accountId, conversation_id: conversationId, turn_id: turnId },
      ...{
        message_id: stored?.id ?? null,
        payload: JSON.stringify({ text: said, entities: [], replyToMessageId: null }),
      },
      ...{
        state: 'sent' as const,
        not_before: nowMs,
        error_code: null,
        external_id: '1',
        created_at: nowMs,
        settled_at: nowMs,
      },
    })
    .execute()
}

async function openChat({ database, accountId }: Place, nowMs: number): Promise<ConversationId> {
  const userId = 79_000
  const from = { userId, username: null, displayName: null, appLanguage: 'ru', source: null }
  const chat = { businessConnectionId: '', chatId: pictureChatId, topicId: '', chatType: 'private' as const }
  return database.transaction(async tx => {
    const people = await saveContacts(tx, 'webchat', [from], nowMs)
    const contactId = people.get(userId)?.id
    if (contactId === undefined) throw new TypeError('the contact was not stored')
    const facts = { ...chat, contactId, userId, username: null }
    const opened = await openConversations(tx, accountId, [facts], nowMs)
    const conversation = opened.get(conversationKey(facts))
    if (conversation === undefined) throw new TypeError('the conversation was not opened')
    return conversation.id
  })
}

interface Explained {
  readonly conversationId: ConversationId
  readonly turnId: TurnId
  readonly questionId: MessageId
  readonly nowMs: number
}

async function explain({ db }: Database, { conversationId, turnId, questionId, nowMs }: Explained): Promise<void> {
  const asked = { model_asked_at: nowMs - 7_400, model_answered_at: nowMs - 6_100, first_token_ms: 320 }
  await db
    .insertInto('turns')
    .values({
      ...{ id: turnId, conversation_id: conversationId, number: 1, outcome: 'replied' as const, reason: 'model' },
      ...{ first_message_id: questionId, last_message_id: questionId, model: 'qwen3-8b', ...asked },
      ...{ prompt_tokens: 1_840, completion_tokens: 41, started_at: nowMs - 7_500, finished_at: nowMs - 6_000 },
    })
    .execute()
  const thoughts = {
    ...{ stage: 'presentation', stageBefore: 'needs_discovery', intent: 'appointment', fitScore: 35 },
    slots: [{ name: 'service', value: 'haircut', confidence: 0.9, isNew: true }],
    passages: [{ source: 'prices.md › Услуги', text: passage }],
    prompt: [
      { role: 'system', content: `You are Liza, the AI assistant of a salon.\n\n<sources>\n${passage}\n</sources>` },
      { role: 'user', content: 'Сколько стоит женская стрижка?' },
    ],
    backed: [{ kind: 'price', claim: '2500 ₽', source: 'prices.md › Услуги' }],
    drafts: [
      {
        text: 'Стрижка 2500 ₽, а по средам скидка 10 %.',
        unbacked: [{ kind: 'discount', claim: '10 %', sentence: 'по средам скидка 10 %' }],
      },
    ],
    actions: [],
  }
  await db
    .insertInto('turn_thoughts')
    .values({ turn_id: turnId, conversation_id: conversationId, thoughts: JSON.stringify(thoughts), created_at: nowMs })
    .execute()
}
