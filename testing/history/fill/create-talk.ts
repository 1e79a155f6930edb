import type { Chance } from '#shared/utils'
import type { FillOptions } from './fill-database.ts'
import type { RowWriter } from './row-writer.ts'
import { inventAnswer, inventQuestion, pick } from './texts.ts'

/** A year of talk, told message by message in the order of time. */
export interface Talk {
  /** Tells the next few messages of one chat; returns how many were told in all. */
  tellMore(): number
  /** The last number that was given in each table. */
  numbering(): ReadonlyMap<string, bigint>
}

interface Chat {
  readonly id: number
  /** Messages until the client has had enough. */
  left: number
  turns: number
  stage: number
}

const yearMs = 365 * 86_400_000
// So many chats go on side by side.
const openChats = 60
const stages = ['greeting', 'needs_discovery', 'presentation', 'objections', 'consultation_offer', 'scheduling']
const sources = ['telegram', 'telegram', 'telegram', 'webchat', 'shop_42', 'ads']
const firstUserId = 8_000_000_000

export function createTalk(writer: RowWriter, chance: Chance, { messages, until }: FillOptions): Talk {
  const gapMs = yearMs / messages
  const last = { chats: 0, messages: 0, turns: 0, events: 0, outbound: 0, slots: 0, stages: 0 }
  const open: Chat[] = []
  const old: Chat[] = []
  let nowMs = until - yearMs
  writer.add('accounts', {
    ...{ id: 1, channel: 'telegram', external_id: 'history', created_at: nowMs, updated_at: nowMs },
  })

  return {
    tellMore() {
      nowMs += gapMs * 2
      const chat = chooseChat()
      const questions = chance() < 0.8 ? 1 : 2
      const first = last.messages + 1
      for (let asked = 0; asked < questions; asked += 1) ask(chat)
      answer(chat, first)
      chat.left -= questions + 1
      return last.messages
    },
    numbering: () =>
      new Map(
        Object.entries({
          ...{ accounts: 1, contacts: last.chats, conversations: last.chats, leads: last.chats },
          ...{ messages: last.messages, events: last.events, outbound: last.outbound, lead_slots: last.slots },
          ...{ sales_stages: last.stages, conversion_funnel: last.stages },
        }).map(([name, number]) => [name, BigInt(number)]),
      ),
  }

  function chooseChat(): Chat {
    while (open.length < openChats) open.push(comeBack() ?? meet())
    const place = Math.floor(chance() * open.length)
    const chat = open[place] ?? meet()
    if (chat.left > 0) return chat
    open.splice(place, 1)
    old.push(chat)
    return chooseChat()
  }

  /** Two of ten who write have written before. */
  function comeBack(): Chat | null {
    if (old.length < 10 || chance() > 0.2) return null
    const place = Math.floor(chance() * old.length)
    const chat = old[place]
    const newest = old.pop()
    if (chat === undefined || newest === undefined) return null
    if (newest !== chat) old[place] = newest
    chat.left = inventLength(chance)
    return chat
  }

  function meet(): Chat {
    last.chats += 1
    const id = last.chats
    const userId = firstUserId + id
    const times = { created_at: at(), updated_at: at() }
    writer.add('contacts', { id, channel: 'telegram', user_id: userId, display_name: `Клиент ${id}`, ...times })
    writer.add('conversations', {
      ...{ id, account_id: 1, contact_id: id, user_id: userId, chat_id: String(userId), chat_type: 'private' },
      ...{ language: 'ru', ...times },
    })
    writer.add('leads', {
      ...{ id, contact_id: id, user_id: userId, name: `Клиент ${id}`, source: pick(sources, chance), language: 'ru' },
      ...{ stage: 'needs_discovery', fit_score: Math.floor(chance() * 101), conversation_id: id, ...times },
    })
    record('conversation.started', id, {})
    record('lead.created', id, { leadId: id })
    return { id, left: inventLength(chance), turns: 0, stage: 0 }
  }

  function ask(chat: Chat): void {
    last.messages += 1
    writer.add('messages', {
      ...{
        id: last.messages,
        conversation_id: chat.id,
        role: 'user',
        content: inventQuestion(chance),
        timestamp: at(),
      },
      ...{ external_id: String(last.messages), contact_id: chat.id, turn_id: null },
    })
    record('message.received', chat.id, { messageId: last.messages })
  }

  function answer(chat: Chat, firstMessage: number): void {
    last.turns += 1
    chat.turns += 1
    const turn = `history-${last.turns}`
    writer.add('turns', {
      ...{ id: turn, conversation_id: chat.id, number: chat.turns, outcome: 'replied', model: 'small' },
      ...{ first_message_id: firstMessage, last_message_id: last.messages, prompt_tokens: 900, completion_tokens: 80 },
      ...{ started_at: at(), finished_at: at() },
    })
    last.messages += 1
    last.outbound += 1
    const content = inventAnswer(chance)
    writer.add('messages', {
      ...{ id: last.messages, conversation_id: chat.id, role: 'assistant', content, timestamp: at() },
      ...{ external_id: null, contact_id: null, turn_id: turn },
    })
    writer.add('outbound', {
      ...{ id: last.outbound, key: `${turn}:0`, account_id: 1, conversation_id: chat.id, turn_id: turn },
      ...{ message_id: last.messages, payload: JSON.stringify({ kind: 'text', text: content }), state: 'sent' },
      ...{ attempts: 1, not_before: at(), external_id: String(last.messages), created_at: at(), settled_at: at() },
    })
    record('turn.finished', chat.id, { turnId: turn, outcome: 'replied', language: 'ru', tone: 'neutral' })
    if (chance() < 0.15) advance(chat)
  }

  function advance(chat: Chat): void {
    const stage = stages[chat.stage + 1]
    if (stage === undefined) return
    chat.stage += 1
    last.stages += 1
    last.slots += 1
    writer.add('sales_stages', { id: last.stages, lead_id: chat.id, stage, transitioned_at: at() })
    writer.add('conversion_funnel', { id: last.stages, lead_id: chat.id, stage, entered_at: at() })
    writer.add('lead_slots', {
      ...{ id: last.slots, lead_id: chat.id, slot_name: `slot_${chat.stage}`, slot_value: inventQuestion(chance) },
      ...{ confidence: Math.round(chance() * 100) / 100, source: 'rule', extracted_at: at(), updated_at: at() },
    })
    record('lead.stage_changed', chat.id, { leadId: chat.id, oldStage: stages[chat.stage - 1], newStage: stage })
  }

  function record(type: string, chat: number, payload: Readonly<Record<string, unknown>>): void {
    last.events += 1
    writer.add('events', {
      ...{ id: last.events, event_id: `history-${last.events}`, type, version: 1, conversation_id: chat },
      ...{ occurred_at: at(), payload: JSON.stringify(payload) },
    })
  }

  function at(): number {
    return Math.floor(nowMs)
  }
}

/** Half of all chats end within a dozen messages; one in a thousand goes on for thousands. */
function inventLength(chance: Chance): number {
  return Math.ceil(4 / (chance() + 0.001) ** 0.9)
}
