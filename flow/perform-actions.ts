import type { OutboundPart } from '#capabilities/channels'
import { recordConsent, type TurnContext } from '#capabilities/conversations'
import type { Tx } from '#shared/database'
import type { EventBody } from '#shared/events'
import { assertNever, type NewId } from '#shared/utils'
import type { Action } from './agent/index.ts'
import { handBack, takeOver } from './handoff.ts'
import { notifyOwner } from './notify-owner.ts'

export interface Actor {
  readonly context: TurnContext
  readonly actions: readonly Action[]
  readonly ownerId: number | null
  readonly newId: NewId
  readonly render: (channel: string, markdown: string) => readonly OutboundPart[]
}

// The version of the words a client saw when opting out or in; a change of their meaning makes a new one.
const optOutTextVersion = '2026-11-22'

/** Does what the agent asked for, in the commit of the turn; returns what happened. */
export async function performActions(tx: Tx, actor: Actor, nowMs: number): Promise<readonly EventBody[]> {
  const events: EventBody[] = []
  for (const action of actor.actions) events.push(...(await perform(tx, actor, action, nowMs)))
  return events
}

async function perform(tx: Tx, actor: Actor, action: Action, nowMs: number): Promise<readonly EventBody[]> {
  const { context } = actor
  switch (action.kind) {
    case 'opt-in':
    case 'opt-out':
      return recordOptOut(tx, actor, action, nowMs)
    case 'call-human': {
      const events = await takeOver(tx, context.conversationId, { reason: action.reason, by: 'ai' }, nowMs)
      await notifyOwner(tx, { ...actor, words: calledWords(context, action.reason) }, nowMs)
      return events
    }
    case 'take-over':
      return takeOver(tx, action.conversationId, { reason: 'owner.took_over', by: 'human' }, nowMs)
    case 'hand-back':
      return handBack(tx, action.conversationId, nowMs)
    default:
      return assertNever(action)
  }
}

async function recordOptOut(
  tx: Tx,
  { context }: Actor,
  action: Extract<Action, { kind: 'opt-in' | 'opt-out' }>,
  nowMs: number,
): Promise<readonly EventBody[]> {
  await recordConsent(tx, {
    contactId: context.contactId,
    kind: 'messages',
    granted: action.kind === 'opt-in',
    text: action.shownText,
    textVersion: optOutTextVersion,
    messageId: context.unanswered.at(-1)?.id ?? null,
    occurredAt: nowMs,
  })
  if (action.kind === 'opt-in') return []
  return [{ type: 'contact.opted_out', contactId: context.contactId, conversationId: context.conversationId }]
}

function calledWords(context: TurnContext, reason: string): { readonly ru: string; readonly en: string } {
  const name = context.displayName ?? '—'
  const id = context.conversationId
  return {
    ru: `Клиент ${name} ждёт человека: разговор ${id} (причина: ${reason}). ИИ там молчит. Вернуть: /handback ${id}`,
    en: `${name} is waiting for a human: conversation ${id} (reason: ${reason}). The AI is silent there. Give it back: /handback ${id}`,
  }
}
