import type { InboundMessage, Person } from '#capabilities/channels'
import {
  appendMessages,
  type ContactFacts,
  conversationKey,
  type HeldConversation,
  type OpenConversation,
  openConversations,
  postponeTurns,
  type StoredContact,
  saveContacts,
  scheduleTurns,
} from '#capabilities/conversations'
import { bringLeadsBack, openLeads } from '#capabilities/sales'
import type { AccountId, ConversationId, MessageId, Tx } from '#shared/database'
import type { EventBody } from '#shared/events'
import type { BusinessIntake } from '../business/apply-connection.ts'
import { noteHeard } from '../business/note-heard.ts'
import type { CountedMessage, LimitInbound } from '../limits/index.ts'
import { findLinks } from '../media/files/find-links.ts'
import { type CarryingMessage, keepAttachments, type MediaIntake } from '../media/keep-attachments.ts'
import { findWordlessAnswers } from './find-wordless-answers.ts'

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

/** How messages are made due. */
export interface Pacing extends Moment {
  /** The quiet time while an earlier message waits already, at least `debounceMs`: what comes close together is one burst. */
  readonly burstDebounceMs: number
  /** Null: as much as clients like. */
  readonly limitInbound: LimitInbound | null
  /** Which files are read. */
  readonly media: MediaIntake
  /** Null: no chats of people's own accounts are taken in. */
  readonly business: BusinessIntake | null
}

/** A conversation whose turn falls due after `delayMs`. */
export interface Due {
  readonly conversationId: ConversationId
  readonly delayMs: number
}

export interface Stored {
  readonly events: readonly EventBody[]
  readonly due: readonly Due[]
  /** Something was queued to be said at once. */
  readonly hasSpoken: boolean
  /** Something was kept that is to be read. */
  readonly hasMedia: boolean
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
  pacing: Pacing,
): Promise<Stored> {
  if (messages.length === 0) return { events: [], due: [], hasSpoken: false, hasMedia: false }
  const entries = await findOrOpen(tx, receiver, messages, pacing.nowMs)
  const ids = await append(tx, entries)
  const arrived = entries.flatMap(entry => {
    const messageId = ids.get(entryKey(entry.conversation.id, entry.message.messageId))
    return messageId === undefined ? [] : [{ ...entry, messageId }]
  })
  await noteHeard(tx, arrived.map(toHeard), pacing.business?.rules ?? null)
  const writers = new Set(arrived.map(entry => entry.contact.id))
  // Whoever writes is no lead that anybody is done with.
  const restored = await bringLeadsBack(tx, [...writers], pacing.nowMs)
  const welcome = await welcomeNewcomers(tx, receiver, entries, pacing.nowMs)
  const wanting = [...arrived.filter(entry => entry.message.wantsAnswer), ...(await findWordlessAnswers(tx, arrived))]
  const hasMedia = await keepAttachments(
    tx,
    receiver.accountId,
    wanting.flatMap(entry => toCarrying(entry, pacing.media)),
    pacing,
  )
  const { events, due, hasSpoken } = await makeDue(tx, wanting, pacing)
  return { events: [...welcome, ...arrived.map(toReceivedEvent), ...restored, ...events], due, hasSpoken, hasMedia }
}

function toHeard({ message, conversation }: Arrived) {
  return { ...message, conversationId: conversation.id }
}

function toCarrying(
  { message, messageId, conversation }: Arrived,
  { maxLinks }: MediaIntake,
): readonly CarryingMessage[] {
  const { attachments: files = [], caption = null } = message
  const attachments = [...files, ...findLinks(message, maxLinks)]
  return attachments.length === 0 ? [] : [{ conversationId: conversation.id, messageId, attachments, caption }]
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

type Arrived = Entry & { readonly messageId: MessageId }

/** A command or a button is answered at once; anything else waits for the burst to end, or for the end of a block. */
async function makeDue(tx: Tx, entries: readonly Arrived[], pacing: Pacing): Promise<Omit<Stored, 'hasMedia'>> {
  const urgent = new Set(entries.filter(entry => isUrgent(entry.message)).map(idOf))
  const { passing, held, hasSpoken, events } = await limitEntries(tx, entries, pacing)
  const patient = passing.filter(entry => !urgent.has(idOf(entry)))
  const bursts = findBursts(patient, pacing)
  const albums = new Set(patient.filter(({ message }) => albumOf(message) !== null).map(idOf))
  const lone = new Set(patient.map(idOf).filter(id => !bursts.has(id)))
  const waiting = new Map(entries.map(({ conversation }) => [conversation.id, conversation.waitingSince]))
  const due = [
    ...(await schedule(tx, urgent, waiting, { ...pacing, debounceMs: 0 })),
    ...(await schedule(tx, without(bursts, albums), waiting, { ...pacing, debounceMs: pacing.burstDebounceMs })),
    ...(await schedule(tx, without(lone, albums), waiting, pacing)),
    ...(await schedule(tx, albums, waiting, {
      ...pacing,
      debounceMs: Math.max(pacing.burstDebounceMs, albumSettleMs),
    })),
  ]
  // No wake goes with these: a later one may still come first, and the sweeper begins what is due.
  const postponed = held.filter(({ conversationId }) => !urgent.has(conversationId))
  await postponeTurns(tx, postponed, pacing.nowMs)
  return { events, due, hasSpoken }
}

// The pictures of an album come one by one, whatever quiet time is set.
const albumSettleMs = 1000

function albumOf({ chat, metadata }: InboundMessage): string | null {
  const group = metadata?.mediaGroupId
  return typeof group === 'string' ? `${conversationKey(chat)}\n${group}` : null
}

function without(ids: ReadonlySet<ConversationId>, others: ReadonlySet<ConversationId>): ReadonlySet<ConversationId> {
  return new Set([...ids].filter(id => !others.has(id)))
}

function idOf({ conversation }: Entry): ConversationId {
  return conversation.id
}

interface LimitedEntries {
  readonly passing: readonly Arrived[]
  readonly held: readonly HeldConversation[]
  readonly hasSpoken: boolean
  readonly events: readonly EventBody[]
}

/** Commands and buttons pass, and so does what is said to a human. */
async function limitEntries(tx: Tx, entries: readonly Arrived[], pacing: Pacing): Promise<LimitedEntries> {
  const { limitInbound, nowMs } = pacing
  const counted = oncePerAlbum(entries).filter(entry => !isUrgent(entry.message) && entry.conversation.handler === 'ai')
  if (limitInbound === null || counted.length === 0) return { passing: entries, held: [], hasSpoken: false, events: [] }
  const { heldUntil, hasSpoken, events } = await limitInbound(tx, counted.map(toCounted), nowMs)
  const holds = new Map(counted.map((entry, index) => [entry, heldUntil[index] ?? null]))
  const held = new Map([...holds].flatMap(([entry, untilMs]) => (untilMs === null ? [] : [[idOf(entry), untilMs]])))
  return {
    passing: entries.filter(entry => (holds.get(entry) ?? null) === null),
    held: [...held].map(([conversationId, untilMs]) => ({ conversationId, untilMs })),
    hasSpoken,
    events,
  }
}

/** Ten pictures at once are one message. */
function oncePerAlbum(entries: readonly Arrived[]): readonly Arrived[] {
  const seen = new Set<string>()
  return entries.filter(({ message }) => {
    const album = albumOf(message)
    if (album === null) return true
    const isFirst = !seen.has(album)
    seen.add(album)
    return isFirst
  })
}

function toCounted({ message, conversation }: Arrived): CountedMessage {
  return {
    conversationId: conversation.id,
    chatType: message.chat.chatType,
    userId: message.from.userId,
    text: message.messageKind === 'text' ? message.text : null,
    isFirstToWait: conversation.waitingSince === null,
  }
}

/** Conversations with more than one message to answer, where that makes them wait longer. */
function findBursts(entries: readonly Arrived[], pacing: Pacing): ReadonlySet<ConversationId> {
  if (pacing.burstDebounceMs === pacing.debounceMs) return new Set()
  const isFurther = (entry: Arrived, index: number): boolean =>
    entry.conversation.waitingSince !== null || entries.findIndex(other => idOf(other) === idOf(entry)) < index
  return new Set(entries.filter(isFurther).map(idOf))
}

async function schedule(
  tx: Tx,
  ids: ReadonlySet<ConversationId>,
  waiting: ReadonlyMap<ConversationId, number | null>,
  moment: Moment,
): Promise<readonly Due[]> {
  await scheduleTurns(tx, [...ids], moment)
  return [...ids].map(id => ({ conversationId: id, delayMs: debounceDelay(waiting.get(id) ?? null, moment) }))
}

function isUrgent(message: InboundMessage): boolean {
  return message.command !== null || message.messageKind === 'button'
}

/** The delay of the wake that goes with what `scheduleTurns` wrote into the row, in milliseconds. */
export function debounceDelay(waitingSince: number | null, moment: Moment): number {
  const untilMaxWait = (waitingSince ?? moment.nowMs) + moment.maxWaitMs - moment.nowMs
  return Math.max(0, Math.min(moment.debounceMs, untilMaxWait))
}

function toReceivedEvent(entry: Arrived): EventBody {
  return {
    type: 'message.received',
    conversationId: entry.conversation.id,
    messageId: entry.messageId,
    userId: entry.contact.userId,
  }
}
