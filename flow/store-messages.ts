import type { InboundMessage, Person } from '#capabilities/channels'
import {
  appendMessages,
  type ContactFacts,
  conversationKey,
  type OpenConversation,
  openConversations,
  type StoredContact,
  saveContacts,
  scheduleTurns,
} from '#capabilities/conversations'
import { openLeads } from '#capabilities/sales'
import type { AccountId, ConversationId, MessageId, Tx } from '#shared/database'
import type { EventBody } from '#shared/events'

/** Who received: the account, and the channel it speaks on. */
export interface Receiver {
  readonly accountId: AccountId
  readonly channel: string
}

/** The instant of a batch, and how long a burst may last. */
export interface Moment {
  readonly nowMs: number
  readonly debounceMs: number
  readonly maxWaitMs: number
}

/** A conversation whose turn falls due after `delayMs`. */
export interface Due {
  readonly conversationId: ConversationId
  readonly delayMs: number
}

export interface Stored {
  readonly events: readonly EventBody[]
  readonly due: readonly Due[]
}

/** An incoming message with the rows it belongs to. */
interface Entry {
  readonly message: InboundMessage
  readonly contact: StoredContact
  readonly conversation: OpenConversation
}

/** Stores the messages of a batch, whatever their number, in a handful of statements: contacts, conversations, leads, turns due. */
export async function storeMessages(
  tx: Tx,
  receiver: Receiver,
  messages: readonly InboundMessage[],
  moment: Moment,
): Promise<Stored> {
  if (messages.length === 0) return { events: [], due: [] }
  const entries = await findOrOpen(tx, receiver, messages, moment.nowMs)
  const ids = await append(tx, entries)
  const arrived = entries.flatMap(entry => {
    const messageId = ids.get(entryKey(entry.conversation.id, entry.message.messageId))
    return messageId === undefined ? [] : [{ ...entry, messageId }]
  })
  const welcome = await welcomeNewcomers(tx, receiver, entries, moment.nowMs)
  const due = await makeDue(
    tx,
    arrived.filter(entry => entry.message.wantsAnswer),
    moment,
  )
  return { events: [...welcome, ...arrived.map(toReceivedEvent)], due }
}

async function findOrOpen(
  tx: Tx,
  receiver: Receiver,
  messages: readonly InboundMessage[],
  nowMs: number,
): Promise<readonly Entry[]> {
  const facts = messages.map(message => toContactFacts(message.from, sourceOf(message)))
  const contacts = await saveContacts(tx, receiver.channel, facts, nowMs)
  const withContact = messages.flatMap(message => {
    const contact = contacts.get(message.from.userId)
    return contact === undefined ? [] : [{ message, contact }]
  })
  const wanted = withContact.map(({ message, contact }) => ({
    ...message.chat,
    contactId: contact.id,
    userId: contact.userId,
    username: message.from.username,
  }))
  const conversations = await openConversations(tx, receiver.accountId, wanted, nowMs)
  return withContact.flatMap(pair => {
    const conversation = conversations.get(conversationKey(pair.message.chat))
    return conversation === undefined ? [] : [{ ...pair, conversation }]
  })
}

/** PostgreSQL refuses NUL in text, and no one means to write it. */
export function toContactFacts(person: Person, source: string | null): ContactFacts {
  return {
    ...person,
    displayName: person.displayName?.replaceAll('\0', '') ?? null,
    username: person.username?.replaceAll('\0', '') ?? null,
    source,
  }
}

/** The payload of a deep link, `/start shop_42`: where the client came from. */
function sourceOf(message: InboundMessage): string | null {
  return message.command?.name === 'start' && message.command.argument !== '' ? message.command.argument : null
}

async function append(tx: Tx, entries: readonly Entry[]): Promise<ReadonlyMap<string, MessageId>> {
  const rows = await appendMessages(
    tx,
    entries.map(({ message, contact, conversation }) => ({
      conversationId: conversation.id,
      role: 'user',
      content: message.text.replaceAll('\0', ''),
      timestamp: message.sentAt,
      kind: message.messageKind,
      externalId: message.messageId,
      contactId: contact.id,
      turnId: null,
      metadata: message.metadata,
    })),
  )
  return new Map(rows.map(row => [entryKey(row.conversationId, row.externalId), row.id]))
}

function entryKey(conversationId: ConversationId, externalId: string | null): string {
  return `${conversationId}/${externalId}`
}

/** A new conversation opens a lead for its contact, unless the contact has one from another chat. */
async function welcomeNewcomers(
  tx: Tx,
  receiver: Receiver,
  entries: readonly Entry[],
  nowMs: number,
): Promise<readonly EventBody[]> {
  const newcomers = firstPerConversation(entries.filter(entry => entry.conversation.isNew))
  const leads = await openLeads(
    tx,
    newcomers.map(({ message, contact }) => ({
      contactId: contact.id,
      userId: contact.userId,
      name: message.from.displayName,
      source: sourceOf(message) ?? receiver.channel,
    })),
    nowMs,
  )
  const leadOf = new Map(leads.map(lead => [lead.contactId, lead]))
  return newcomers.flatMap(({ contact, conversation }): EventBody[] => {
    const lead = leadOf.get(contact.id)
    const place = { conversationId: conversation.id, userId: contact.userId }
    const started: EventBody = { type: 'conversation.started', ...place }
    return lead === undefined ? [started] : [started, { type: 'lead.created', leadId: lead.id, ...place }]
  })
}

function firstPerConversation(entries: readonly Entry[]): readonly Entry[] {
  const first = new Map<ConversationId, Entry>()
  for (const entry of entries) if (!first.has(entry.conversation.id)) first.set(entry.conversation.id, entry)
  return [...first.values()]
}

/** A command or a button is answered at once; anything else waits for the burst to end. */
async function makeDue(tx: Tx, entries: readonly Entry[], moment: Moment): Promise<readonly Due[]> {
  const waiting = new Map(entries.map(entry => [entry.conversation.id, entry.conversation.waitingSince]))
  const urgent = new Set(entries.filter(entry => isUrgent(entry.message)).map(entry => entry.conversation.id))
  const patient = [...waiting.keys()].filter(id => !urgent.has(id))
  await scheduleTurns(tx, [...urgent], { ...moment, debounceMs: 0 })
  await scheduleTurns(tx, patient, moment)
  return [
    ...[...urgent].map(conversationId => ({ conversationId, delayMs: 0 })),
    ...patient.map(id => ({ conversationId: id, delayMs: debounceDelay(waiting.get(id) ?? null, moment) })),
  ]
}

function isUrgent(message: InboundMessage): boolean {
  return message.command !== null || message.messageKind === 'button'
}

/** The delay of the wake that goes with what `scheduleTurns` wrote into the row, in milliseconds. */
export function debounceDelay(waitingSince: number | null, moment: Moment): number {
  const untilMaxWait = (waitingSince ?? moment.nowMs) + moment.maxWaitMs - moment.nowMs
  return Math.max(0, Math.min(moment.debounceMs, untilMaxWait))
}

function toReceivedEvent(entry: Entry & { readonly messageId: MessageId }): EventBody {
  return {
    type: 'message.received',
    conversationId: entry.conversation.id,
    messageId: entry.messageId,
    userId: entry.contact.userId,
  }
}
