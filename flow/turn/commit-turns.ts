import type { OutboundPart } from '#capabilities/channels'
import {
  appendMessages,
  type FinishedTurn,
  finishTurns,
  scheduleSummaries,
  type TurnContext,
} from '#capabilities/conversations'
import { type LeadChange, saveLeadProgress } from '#capabilities/sales'
import type { Database, TurnId, Tx } from '#shared/database'
import { type Bus, type EventBody, type PlatformEvent, recordEvents, stampEvents } from '#shared/events'
import { type Batcher, type Clock, createBatcher, type NewId } from '#shared/utils'
import type { Alternative, Decision, ReplyText, TurnFacts } from '../agent/index.ts'
import { weighTone } from '../brief/analyse-dialogue.ts'
import { holdReplies } from '../cockpit/drafts/hold-replies.ts'
import { type AnswerRules, isHeld } from '../cockpit/drafts/is-held.ts'
import { type SpeakingRules, speechFor } from '../media/speech-for.ts'
import { enqueueParts } from '../outbox.ts'
import type { PlaybookOf } from '../playbook-of.ts'
import { keepThoughts } from '../playground/keep-thoughts.ts'
import { chooseReplied, type Replied } from '../replying/choose-replied.ts'
import type { Render } from '../speaker/render.ts'
import { saveDialogueStates } from './dialogue-state.ts'
import type { FinishedReply } from './finished-reply.ts'
import { type BookingRules, type PerformOrder, performActions } from './perform-actions.ts'
import { planFollowUps } from './plan-follow-ups.ts'
import { savePromises } from './promises.ts'

/** What a turn saw and what it came to, ready to be made true. */
export interface Draft {
  readonly turnId: TurnId
  readonly leaseId: string
  readonly facts: TurnFacts
  readonly decision: Exclude<Decision, { kind: 'cancelled' }>
  readonly startedAt: number
}

export interface CommitDeps {
  readonly database: Database
  readonly bus: Bus
  readonly clock: Clock
  readonly newId: NewId
  readonly render: Render
  readonly playbook: PlaybookOf
  readonly calendar: BookingRules
  readonly performOrder: PerformOrder
  readonly settings: {
    readonly debounceMs: number
    readonly maxWaitMs: number
    readonly ownerId: number | null
    /** Whether answers go out by themselves or wait for a person. */
    readonly answering: AnswerRules
    /** Answered messages in the prompt; what lies before them is summarised. */
    readonly contextWindow: number
    /** Messages before the window that are worth a summary; null: none is written. */
    readonly summaryThreshold: number | null
    /** A voice is set up. Default: none is. */
    readonly hasVoice?: boolean
    /** The business's zone: when a follow-up may be sent. */
    readonly timeZone: string
  }
}

/** A draft that may be made true, with what its actions came to. */
interface Finished {
  readonly draft: Draft
  /** It waits for a person's word: nothing is said, promised or planned yet. */
  readonly isHeld: boolean
  /** Said and remembered in place of the reply, because an action could no longer be done. */
  readonly instead: Alternative | null
}

/**
 * Makes a decision true in one transaction: turn, message, queued parts, actions, events; or not at all, when the claim is lost,
 * a human has the chat, or something newer came. Drafts that are ready together share a transaction. Resolves with whether.
 */
export function createCommit(deps: CommitDeps): Batcher<Draft, boolean> {
  return createBatcher({
    maxItems: 64,
    run: async drafts => {
      // Nothing leaves before the speaker's durable mark, and that makes this commit, which came before it, durable too.
      const { committed, events } = await deps.database.lazyTransaction(tx => commitDrafts(tx, deps, drafts))
      deps.bus.publish(events)
      return drafts.map(draft => committed.has(draft))
    },
  })
}

interface Committed {
  readonly committed: ReadonlySet<Draft>
  readonly events: readonly PlatformEvent[]
}

async function commitDrafts(tx: Tx, deps: CommitDeps, drafts: readonly Draft[]): Promise<Committed> {
  const nowMs = deps.clock.now()
  // Whoever takes a chat over goes first: an answer to that chat in the same batch must find a human there.
  const owners = await commitWave(tx, deps, drafts.filter(reachesElsewhere), nowMs)
  const clients = await commitWave(
    tx,
    deps,
    drafts.filter(draft => !reachesElsewhere(draft)),
    nowMs,
  )
  const events = stampEvents([...owners.bodies, ...clients.bodies], deps.clock, deps.newId)
  await recordEvents(tx, events)
  return { committed: new Set([...owners.won, ...clients.won]), events }
}

function reachesElsewhere({ decision }: Draft): boolean {
  const reaching = ['take-over', 'hand-back', 'speak-as-human', 'crew']
  return decision.kind === 'reply' && decision.actions.some(({ kind }) => reaching.includes(kind))
}

interface Wave {
  readonly won: readonly Draft[]
  readonly bodies: readonly EventBody[]
}

async function commitWave(tx: Tx, deps: CommitDeps, drafts: readonly Draft[], nowMs: number): Promise<Wave> {
  if (drafts.length === 0) return { won: [], bodies: [] }
  const held = new Set(drafts.filter(({ decision, facts }) => waits(decision, facts, deps.settings.answering, nowMs)))
  const turns = drafts.map(draft => toFinishedTurn(draft, held.has(draft)))
  const numbers = await finishTurns(tx, turns, { ...deps.settings, nowMs })
  const won = drafts.filter(draft => numbers.has(draft.facts.turn.conversationId))
  await insertTurns(tx, won, { numbers, held, nowMs })
  await keepThoughts(tx, won, nowMs)
  const bodies = won.map(draft => toFinishedEvent(draft, held.has(draft)))
  const finished: Finished[] = []
  for (const draft of won) {
    const performed = await performActions(tx, toActor(deps, draft), nowMs)
    bodies.push(...performed.events)
    finished.push({ draft, isHeld: held.has(draft), instead: performed.instead })
  }
  await enqueueReplies(
    tx,
    deps,
    finished.filter(({ isHeld }) => !isHeld),
    nowMs,
  )
  bodies.push(...(await remember(tx, deps, finished, nowMs)))
  return { won, bodies }
}

function waits(decision: Draft['decision'], facts: TurnFacts, rules: AnswerRules, nowMs: number): boolean {
  return decision.kind === 'reply' && isHeld(decision, facts, rules, nowMs)
}

function toFinishedTurn({ facts, leaseId, decision }: Draft, isHeld: boolean): FinishedTurn {
  return {
    conversationId: facts.turn.conversationId,
    leaseId,
    revision: facts.turn.revision,
    lastMessageId: lastSeen(facts.turn),
    language: decision.kind === 'reply' ? decision.language : null,
    isReply: decision.kind === 'reply' && !isHeld,
  }
}

function lastSeen(turn: TurnContext) {
  return turn.unanswered.at(-1)?.id ?? turn.answeredMessageId
}

interface EndOfTurns {
  readonly numbers: Awaited<ReturnType<typeof finishTurns>>
  readonly held: ReadonlySet<Draft>
  readonly nowMs: number
}

async function insertTurns(tx: Tx, drafts: readonly Draft[], { numbers, held, nowMs }: EndOfTurns): Promise<void> {
  if (drafts.length === 0) return
  const rows = drafts.map(draft => ({
    id: draft.turnId,
    conversation_id: draft.facts.turn.conversationId,
    number: numbers.get(draft.facts.turn.conversationId) ?? 0,
    outcome: outcomeOf(draft.decision, held.has(draft)),
    reason: draft.decision.reason,
    first_message_id: draft.facts.turn.unanswered[0]?.id ?? draft.facts.turn.answeredMessageId,
    last_message_id: lastSeen(draft.facts.turn),
    ...modelColumns(draft.decision),
    started_at: draft.startedAt,
    finished_at: nowMs,
  }))
  await tx.insertInto('turns').values(rows).execute()
}

function outcomeOf(decision: Draft['decision'], isHeld: boolean): 'replied' | 'handed-off' | 'silent' {
  if (decision.kind === 'silent' || isHeld) return 'silent'
  return decision.actions.some(action => action.kind === 'call-human') ? 'handed-off' : 'replied'
}

function modelColumns(decision: Draft['decision']) {
  const model = decision.kind === 'reply' ? decision.model : null
  return {
    model: model?.name ?? null,
    prompt_tokens: model?.usage?.promptTokens ?? null,
    completion_tokens: model?.usage?.completionTokens ?? null,
    first_token_ms: model?.firstTokenMs ?? null,
    model_asked_at: model?.askedAt ?? null,
    model_answered_at: model?.answeredAt ?? null,
  }
}

async function enqueueReplies(tx: Tx, deps: CommitDeps, finished: readonly Finished[], nowMs: number): Promise<void> {
  const replies = finished.flatMap(({ draft, instead }) =>
    draft.decision.kind === 'reply' ? [{ draft, texts: instead?.texts ?? draft.decision.texts }] : [],
  )
  const messages = await appendMessages(
    tx,
    replies.map(({ draft, texts }) => ({
      conversationId: draft.facts.turn.conversationId,
      role: 'assistant',
      content: texts.map(text => text.markdown).join('\n\n'),
      timestamp: nowMs,
      kind: 'text',
      externalId: null,
      contactId: null,
      turnId: draft.turnId,
      metadata: null,
    })),
  )
  const messageOf = new Map(messages.map(message => [message.turnId, message.id]))
  const queued = replies.map(({ draft: { turnId, facts }, texts }) => ({
    keyPrefix: turnId,
    accountId: facts.turn.accountId,
    conversationId: facts.turn.conversationId,
    turnId,
    messageId: messageOf.get(turnId) ?? null,
    parts: [...renderReply(deps, facts.turn, texts), ...speechFor(texts, toSpeakingRules(deps, facts.turn))],
  }))
  await enqueueParts(tx, queued, nowMs)
}

function toSpeakingRules({ playbook, settings }: CommitDeps, turn: TurnContext): SpeakingRules {
  return { isSpoken: settings.hasVoice === true && playbook(turn.accountId).persona.speaks, turn }
}

function renderReply(deps: CommitDeps, turn: TurnContext, texts: readonly ReplyText[]) {
  const parts = texts.flatMap(({ markdown, replaces, ...attached }) =>
    takePlace(deps.render(turn.channel, markdown, attached), replaces),
  )
  const replied = chooseReplied(turn)
  return parts.map((part, index) => (index === 0 && replied !== null ? { ...part, ...pointAt(replied) } : part))
}

/** What is longer than the message whose place it takes goes on below it. */
function takePlace(parts: readonly OutboundPart[], replaced: string | undefined): readonly OutboundPart[] {
  if (replaced === undefined) return parts
  return parts.map((part, index) => (index === 0 ? { ...part, editsMessageId: replaced } : part))
}

function pointAt({ messageId, quote }: Replied): Pick<OutboundPart, 'replyToMessageId' | 'quote'> {
  return { replyToMessageId: messageId, ...(quote !== null && { quote }) }
}

/** What the turns learned about their leads, what they promised, and what is to be done later. */
async function remember(
  tx: Tx,
  deps: CommitDeps,
  finished: readonly Finished[],
  nowMs: number,
): Promise<readonly EventBody[]> {
  const replies = finished.flatMap(({ draft, isHeld, instead }) =>
    draft.decision.kind === 'reply' ? [{ ...draft, isHeld, decision: draft.decision, instead }] : [],
  )
  const events = await saveLeadProgress(tx, replies.flatMap(toLeadChange), nowMs)
  const said = replies.filter(({ isHeld }) => !isHeld)
  const held = replies.filter(({ isHeld }) => isHeld)
  await saveDialogueStates(tx, said.flatMap(toState), nowMs)
  await savePromises(tx, said, nowMs)
  await holdReplies(tx, held, nowMs)
  await planFollowUps(tx, [...said, ...held.map(withoutProgress)], {
    playbook: deps.playbook,
    timeZone: deps.settings.timeZone,
    nowMs,
  })
  const { contextWindow: window, summaryThreshold: threshold } = deps.settings
  const ids = replies.map(({ facts }) => facts.turn.conversationId)
  if (threshold !== null) await scheduleSummaries(tx, ids, { window, threshold, nowMs })
  return events
}

/** An action that could not be done moves no lead, and no log tells of it. */
function toLeadChange({ decision, turnId, instead }: FinishedReply): readonly LeadChange[] {
  if (decision.progress === null) return []
  const { moveInstead, ...progress } = decision.progress
  if (instead === null) return [{ ...progress, turnId }]
  const notes = progress.notes.filter(({ type }) => !type.startsWith('meeting.'))
  return [{ ...progress, turnId, move: moveInstead, notes }]
}

/** What was planned is over, as the client has answered; nothing is planned before we have. */
function withoutProgress(reply: FinishedReply): FinishedReply {
  return { ...reply, decision: { ...reply.decision, progress: null } }
}

function toState({ facts, decision, instead }: FinishedReply) {
  const state = instead?.state ?? decision.state
  return state === null ? [] : [{ conversationId: facts.turn.conversationId, state }]
}

function toFinishedEvent({ turnId, facts, decision }: Draft, isHeld: boolean): EventBody {
  const { conversationId } = facts.turn
  const said = facts.turn.unanswered.map(({ content }) => content).join('\n')
  return {
    type: 'turn.finished',
    conversationId,
    turnId,
    outcome: outcomeOf(decision, isHeld),
    language: decision.kind === 'reply' ? decision.language : null,
    tone: said === '' ? null : weighTone(said),
  }
}

function toActor(deps: CommitDeps, { facts, decision }: Draft) {
  const { settings, newId, render, calendar, performOrder } = deps
  const actions = decision.kind === 'reply' ? decision.actions : []
  const language = decision.kind === 'reply' ? decision.language : 'en'
  const playbook = deps.playbook(facts.turn.accountId)
  return { facts, actions, language, playbook, calendar, ownerId: settings.ownerId, newId, render, performOrder }
}
