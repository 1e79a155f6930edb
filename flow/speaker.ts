import type { Channel, SendOutcome } from '#capabilities/channels'
import type { AccountId, OutboundId } from '#shared/database'
import { type EventBody, type Queue, recordEvents, stampEvents } from '#shared/events'
import { errorCode, sleep } from '#shared/utils'
import { createLanding, type LandingDeps } from './landing.ts'
import { giveUpAirborne, listReadyParts, markSending, type OutgoingPart, requeueParts } from './speaker-rows.ts'

export interface SpeakerDeps extends LandingDeps {
  readonly accountId: AccountId
  readonly channel: Channel
  readonly queue: Queue
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
// A send is never cut off: an aborted one would only be one more whose fate is unknown.
const neverAborted = new AbortController().signal

export function createSpeaker(deps: SpeakerDeps): Speaker {
  const { accountId, channel, clock, database, queue } = deps
  const land = createLanding(deps)
  const inTheAir = new Map<OutboundId, Promise<void>>()
  /** Parts whose mark was asked for and never confirmed: they have not left, whatever their rows say. */
  const stranded = new Set<OutboundId>()
  let round: Promise<number> = Promise.resolve(0)
  let isClosing = false
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
    },
  }

  /** Returns how many parts have left. One round at a time: to a second one, what the first is marking would look stranded. */
  function sendReady(): Promise<number> {
    round = round.then(sendRound, sendRound)
    return round
  }

  async function sendRound(): Promise<number> {
    const room = maxInTheAir - inTheAir.size
    if (room <= 0) return 0
    await requeueStranded()
    const ready = await listReadyParts(database.db, accountId, clock.now(), room)
    const admitted = ready.filter(isAdmitted)
    const mayLeave = await mark(admitted.map(part => part.id))
    for (const part of admitted) if (mayLeave.has(part.id)) inTheAir.set(part.id, fly(part))
    return mayLeave.size
  }

  /** Asks the flood budget. What has no place yet stays queued, and is asked for again when there may be one. */
  function isAdmitted(part: OutgoingPart): boolean {
    const waitMs = channel.admit(part.chat)
    if (waitMs > 0 && waitMs < sweepEveryMs) setAlarm(waitMs)
    return waitMs <= 0
  }

  // A wake may be lost, or have been given in another process: the outbox is looked at once a second in any case.
  function setAlarm(delayMs: number): void {
    if (isClosing) return
    cancelAlarm()
    cancelAlarm = clock.after(Math.max(1, delayMs), () => queue.wake('outbox', String(accountId)))
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

  async function fly(outgoing: OutgoingPart): Promise<void> {
    await land({ outgoing, outcome: await send(outgoing) })
    inTheAir.delete(outgoing.id)
    queue.wake('outbox', String(accountId))
  }

  async function send(outgoing: OutgoingPart): Promise<SendOutcome> {
    try {
      return await channel.send(outgoing.chat, outgoing.part, neverAborted)
    } catch (error) {
      // A channel does not throw for what the other side does: this is a defect of ours, at an instant nobody knows.
      return { kind: 'unknown', code: errorCode(error) }
    }
  }
}

async function recover({ accountId, bus, clock, database, logger, newId }: SpeakerDeps): Promise<void> {
  const events = await database.transaction(async tx => {
    const lost = await giveUpAirborne(tx, accountId, clock.now())
    const bodies = lost.map(
      ({ conversationId, key }): EventBody => ({ type: 'delivery.unknown', conversationId, outboundKey: key }),
    )
    const stamped = stampEvents(bodies, clock, newId)
    await recordEvents(tx, stamped)
    return stamped
  })
  if (events.length > 0) logger.warn('outbox.unknown_after_crash', { accountId, parts: events.length })
  bus.publish(events)
}
