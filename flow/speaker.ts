import type { Channel, SendOutcome } from '#capabilities/channels'
import type { AccountId, ConversationId, OutboundId } from '#shared/database'
import { type EventBody, type Queue, recordEvents, stampEvents } from '#shared/events'
import { errorCode, sleep } from '#shared/utils'
import type { BusinessIntake } from './business/apply-connection.ts'
import { createBusinessGate } from './business/business-gate.ts'
import { fillExport } from './forgetting/fill-export.ts'
import { cancelQueuedOfAi } from './outbox.ts'
import { createLanding, type LandingDeps } from './speaker/landing.ts'
import { createHoldNotes } from './speaker/note-holds.ts'
import { giveUpAirborne, listReadyParts, markSending, type OutgoingPart, requeueParts } from './speaker/speaker-rows.ts'

export interface SpeakerDeps extends LandingDeps {
  readonly accountId: AccountId
  readonly channel: Channel
  readonly queue: Queue
  /** Whether this process still has the account: looks at the clock alone. Absent: nobody else can take it. */
  readonly maySpeak?: () => boolean
  /** How to speak in chats of people's own accounts. Absent: nothing is said there. */
  readonly business?: Pick<BusinessIntake, 'rules'>
}

/**
 * The one speaker of an account. Sends what the outbox holds: in order within a chat, within the flood budget, each part at most
 * once unless the channel said that it did not take it.
 */
export interface Speaker {
  /** Settles what an earlier process left in the air. Call once, before the first `pump`, holding the account's lock. */
  recover(): Promise<void>
  /** Sends what may leave now and returns; wakes itself for what must wait. Runs under the queue, never two at a time. */
  pump(): Promise<void>
  /** Sends what may still leave and waits for what is in the air, at most `graceMs`; the rest stays queued. */
  close(graceMs: number): Promise<void>
}

const maxInTheAir = 100
const sweepEveryMs = 1000
// A shorter wait is over before anybody could read of it.
const notedWaitMs = 2_000
// A send is never cut off: an aborted one would only be one more whose fate is unknown.
const neverAborted = new AbortController().signal

export function createSpeaker(deps: SpeakerDeps): Speaker {
  const { accountId, channel, clock, database, queue, maySpeak = () => true } = deps
  const land = createLanding(deps)
  const gate = createBusinessGate({ db: database.db, channel, rules: deps.business?.rules ?? null })
  const holds = createHoldNotes(database.db)
  const inTheAir = new Map<OutboundId, Promise<void>>()
  /** Parts whose mark was asked for and never confirmed: they have not left, whatever their rows say. */
  const stranded = new Set<OutboundId>()
  /** Chats in which a human of the business spoke while their parts were being marked. */
  const overtaken = new Set<ConversationId>()
  /** Parts that were marked, and held back because a human spoke: they have not left. */
  const heldBack = new Map<OutboundId, ConversationId>()
  const stopListening = deps.bus.subscribe('message.sent_by_human', event => void overtaken.add(event.conversationId))
  let round: Promise<number> = Promise.resolve(0)
  let isClosing = false
  let alarmAtMs = 0
  let cancelAlarm = (): void => {}

  return {
    recover: () => recover(deps),
    async pump() {
      if (isClosing) return
      // First of all, so that a pump that fails is not the last one.
      setAlarm(sweepEveryMs)
      await sendReady()
    },
    async close(graceMs) {
      isClosing = true
      cancelAlarm()
      const lateAt = clock.now() + graceMs
      const landed = (): Promise<unknown> =>
        Promise.race([Promise.all(inTheAir.values()), sleep(clock, lateAt - clock.now())])
      await landed()
      while (clock.now() < lateAt && ((await sendReady()) > 0 || inTheAir.size > 0)) await landed()
      stopListening()
    },
  }

  /** Returns how many parts have left. One round at a time: to a second one, what the first is marking would look stranded. */
  function sendReady(): Promise<number> {
    round = round.then(sendRound, sendRound)
    return round
  }

  async function sendRound(): Promise<number> {
    const room = maxInTheAir - inTheAir.size
    if (room <= 0 || !maySpeak()) return 0
    await requeueStranded()
    await withdrawHeldBack()
    const ready = await listReadyParts(database.db, accountId, clock.now(), room)
    const refusals = await gate.refuse(ready, clock.now())
    const held = new Map<OutboundId, number>()
    const leaving = ready.filter(part => refusals.has(part.id) || isAdmitted(part, held))
    overtaken.clear()
    const marked = await mark(leaving.map(part => part.id))
    if (!maySpeak()) {
      // This process stood still while it marked them: they have not left, and another may have the account by now.
      await requeueParts(database.db, [...marked])
      return 0
    }
    // From here to the calls nothing is waited for: whoever speaks up now is told of after they have begun.
    const outgoing = leaving.filter(part => marked.has(part.id) && !holdsBack(part))
    for (const part of outgoing) inTheAir.set(part.id, fly(part, refusals.get(part.id)))
    await holds.note(held)
    return outgoing.length
  }

  /** A human who spoke an instant ago has been told that the AI is silent. */
  function holdsBack({ id, conversationId }: OutgoingPart): boolean {
    if (!overtaken.has(conversationId)) return false
    heldBack.set(id, conversationId)
    queue.wake('outbox', String(accountId))
    return true
  }

  /** What the AI wrote is not said any more; what a human wrote goes out after all. */
  async function withdrawHeldBack(): Promise<void> {
    if (heldBack.size === 0) return
    await database.transaction(async tx => {
      await requeueParts(tx, [...heldBack.keys()])
      for (const id of new Set(heldBack.values())) await cancelQueuedOfAi(tx, id, clock.now())
    })
    heldBack.clear()
  }

  /** Asks the flood budget. What has no place yet stays queued, and is asked for again when there may be one; a long wait is noted. */
  function isAdmitted(part: OutgoingPart, held: Map<OutboundId, number>): boolean {
    const waitMs = channel.admit(part.chat)
    if (waitMs >= notedWaitMs) held.set(part.id, clock.now() + waitMs)
    if (waitMs > 0 && waitMs < sweepEveryMs) setAlarm(waitMs)
    return waitMs <= 0
  }

  // A wake may be lost, or have been given in another process: the outbox is looked at once a second in any case.
  function setAlarm(delayMs: number): void {
    const atMs = clock.now() + Math.max(1, delayMs)
    // One chat's long wait must not put off the place that another gets sooner.
    if (isClosing || (alarmAtMs > clock.now() && alarmAtMs <= atMs)) return
    cancelAlarm()
    alarmAtMs = atMs
    cancelAlarm = clock.after(atMs - clock.now(), () => {
      // Timers may fire a little before their instant; this one is over all the same.
      alarmAtMs = 0
      queue.wake('outbox', String(accountId))
    })
  }

  async function mark(ids: readonly OutboundId[]): Promise<ReadonlySet<OutboundId>> {
    if (ids.length === 0) return new Set()
    for (const id of ids) stranded.add(id)
    const marked = await markSending(database.db, ids)
    for (const id of ids) stranded.delete(id)
    return marked
  }

  async function requeueStranded(): Promise<void> {
    if (stranded.size === 0) return
    await requeueParts(database.db, [...stranded])
    stranded.clear()
  }

  async function fly(outgoing: OutgoingPart, refusal: string | undefined): Promise<void> {
    const outcome = refusal === undefined ? await send(outgoing) : ({ kind: 'failed', code: refusal } as const)
    await land({ outgoing, outcome })
    inTheAir.delete(outgoing.id)
    queue.wake('outbox', String(accountId))
  }

  async function send(outgoing: OutgoingPart): Promise<SendOutcome> {
    try {
      const part = await fillExport(database.db, outgoing, clock.now())
      if (part === null) return { kind: 'failed', code: 'export.too_large' }
      gate.markRead(outgoing)
      return await channel.send(outgoing.chat, part, neverAborted)
    } catch (error) {
      // A channel does not throw for what the other side does: this is a defect of ours, at an instant nobody knows.
      return { kind: 'unknown', code: errorCode(error) }
    }
  }
}

async function recover({ accountId, bus, clock, database, logger, newId }: SpeakerDeps): Promise<void> {
  const { lost, events } = await database.transaction(async tx => {
    const lost = await giveUpAirborne(tx, accountId, clock.now())
    const bodies = lost.map(
      ({ conversationId, key }): EventBody => ({ type: 'delivery.unknown', conversationId, outboundKey: key }),
    )
    const stamped = stampEvents(bodies, clock, newId)
    await recordEvents(tx, stamped)
    return { lost, events: stamped }
  })
  for (const { key: outboundKey, conversationId, turnId } of lost) {
    logger.warn('outbox.unknown_after_crash', { accountId, outboundKey, conversationId, turnId })
  }
  bus.publish(events)
}
