import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFakeClock } from '#shared/utils'
import type { FloodChat } from './chat-paces.ts'
import { createFloodBudget, defaultFloodLimits, type FloodPenalty } from './flood-budget.ts'

const anna: FloodChat = { chatId: '1', chatType: 'private' }
const boris: FloodChat = { chatId: '2', chatType: 'private' }
const group: FloodChat = { chatId: '-100', chatType: 'group' }

describe('the flood budget', () => {
  it('lets a short burst through, then one message a second', async () => {
    const clock = createFakeClock()
    const budget = createFloodBudget({ clock })
    expect([1, 2, 3].map(() => budget.admit(anna))).toEqual([0, 0, 0])
    const waitMs = budget.admit(anna)
    expect(waitMs).toBeGreaterThanOrEqual(1_000)
    expect(waitMs).toBeLessThanOrEqual(1_400)
    await clock.advance(waitMs)
    expect(budget.admit(anna)).toBe(0)
    expect(budget.admit(anna)).toBeGreaterThan(0)
  })

  it('gives a place exactly when it said it would', async () => {
    const clock = createFakeClock()
    const budget = createFloodBudget({ clock })
    for (let sent = 0; sent < 50; sent++) {
      const waitMs = budget.admit(group)
      await clock.advance(waitMs)
      if (waitMs > 0) expect(budget.admit(group)).toBe(0)
    }
  })

  it('makes a busy chat wait alone', () => {
    const budget = createFloodBudget({ clock: createFakeClock() })
    for (let sent = 0; sent < 5; sent++) budget.admit(anna)
    expect(budget.admit(boris)).toBe(0)
  })

  it('lets no more than 30 messages a second leave the bot', async () => {
    const clock = createFakeClock()
    const budget = createFloodBudget({ clock })
    const admitted = chats(40).filter(chat => budget.admit(chat) === 0)
    expect(admitted).toHaveLength(30)
    await clock.advance(budget.admit(anna))
    expect(budget.admit(anna)).toBe(0)
  })

  it('is silent in a chat until the penalty has passed, and goes on elsewhere', async () => {
    const clock = createFakeClock()
    const budget = createFloodBudget({ clock })
    budget.penalize({ method: 'sendMessage', ...anna, retryAfterMs: 3_000 })
    expect(budget.admit(anna)).toBe(3_000)
    expect(budget.admitCourtesy(anna)).toBe(false)
    expect(budget.admit(boris)).toBe(0)
    await clock.advance(2_999)
    expect(budget.admit(anna)).toBe(1)
    await clock.advance(1)
    expect(budget.admit(anna)).toBe(0)
  })

  it('is silent everywhere when the penalty names no chat', () => {
    const budget = createFloodBudget({ clock: createFakeClock() })
    budget.penalize({ method: 'getUpdates', chatId: null, chatType: null, retryAfterMs: 60_000 })
    expect(budget.admit(anna)).toBe(60_000)
    expect(budget.admit(boris)).toBe(60_000)
  })

  it('never shortens a running penalty', () => {
    const budget = createFloodBudget({ clock: createFakeClock() })
    budget.penalize({ method: 'sendMessage', ...anna, retryAfterMs: 9_000 })
    budget.penalize({ method: 'sendChatAction', ...anna, retryAfterMs: 2_000 })
    expect(budget.admit(anna)).toBe(9_000)
  })

  it('goes on with the penalties of the process before it', () => {
    const clock = createFakeClock()
    const penalties = [
      { chatId: '1', untilMs: clock.now() + 5_000 },
      { chatId: null, untilMs: clock.now() + 2_000 },
    ]
    const budget = createFloodBudget({ clock, penalties })
    expect(budget.admit(anna)).toBe(5_000)
    expect(budget.admit(boris)).toBe(2_000)
  })

  it('tells of each penalty', () => {
    const told: FloodPenalty[] = []
    const budget = createFloodBudget({ clock: createFakeClock(), onPenalty: penalty => told.push(penalty) })
    const penalty = { method: 'sendMessage', ...group, retryAfterMs: 3_000 }
    budget.penalize(penalty)
    expect(told).toEqual([penalty])
  })

  it('does not fall silent when the wall clock is set back', async () => {
    const clock = createFakeClock()
    let wrongByMs = 3_600_000
    const wrong = { ...clock, now: () => clock.now() + wrongByMs }
    const running = { chatId: boris.chatId, untilMs: wrong.now() + 2_000 }
    const budget = createFloodBudget({ clock: wrong, penalties: [running] })
    for (let sent = 0; sent < 3; sent++) budget.admit(anna)
    wrongByMs = 0
    expect(budget.admit(anna)).toBeLessThanOrEqual(1_400)
    expect(budget.silenceMs(boris)).toBe(2_000)
    await clock.advance(2_000)
    expect(budget.admit(anna)).toBe(0)
    expect(budget.admit(boris)).toBe(0)
  })
})

describe('typing', () => {
  it('leaves room for the message that it announces', () => {
    const budget = createFloodBudget({ clock: createFakeClock() })
    expect(budget.admitCourtesy(anna)).toBe(true)
    expect(budget.admitCourtesy(anna)).toBe(true)
    expect(budget.admitCourtesy(anna)).toBe(false)
    expect(budget.admit(anna)).toBe(0)
  })

  it('never takes a place that a message waits for', async () => {
    const clock = createFakeClock()
    const budget = createFloodBudget({ clock })
    for (let sent = 0; sent < 3; sent++) budget.admit(anna)
    const waitMs = budget.admit(anna)
    await clock.advance(waitMs)
    expect(budget.admitCourtesy(anna)).toBe(false)
    expect(budget.admit(anna)).toBe(0)
  })

  it('is shed in every chat while a message waits for the bot', async () => {
    const clock = createFakeClock()
    const budget = createFloodBudget({ clock })
    for (const chat of chats(30)) budget.admit(chat)
    const waitMs = budget.admit(anna)
    await clock.advance(waitMs)
    expect(budget.admitCourtesy(boris)).toBe(false)
    expect(budget.admit(anna)).toBe(0)
  })

  it('leaves half of the bot to messages', () => {
    const budget = createFloodBudget({ clock: createFakeClock() })
    expect(chats(40).filter(chat => budget.admitCourtesy(chat))).toHaveLength(15)
    expect(chats(40).filter(chat => budget.admit(chat) === 0)).toHaveLength(15)
  })

  it('comes back when the message that was waited for never came', async () => {
    const clock = createFakeClock()
    const budget = createFloodBudget({ clock })
    for (let sent = 0; sent < 4; sent++) budget.admit(anna)
    await clock.advance(10_000)
    expect(budget.admitCourtesy(anna)).toBe(true)
  })
})

describe('the answer to a pressed button', () => {
  it('takes no place of its chat', () => {
    const budget = createFloodBudget({ clock: createFakeClock() })
    for (let answered = 0; answered < 10; answered++) expect(budget.admitPressAnswer(anna)).toBe(true)
    for (let sent = 0; sent < 3; sent++) expect(budget.admit(anna)).toBe(0)
  })

  it('takes no place of a message either, and is given as often a second as those', async () => {
    const clock = createFakeClock()
    const budget = createFloodBudget({ clock })
    expect(Array.from({ length: 40 }, () => budget.admitPressAnswer(anna)).filter(Boolean)).toHaveLength(30)
    expect(chats(40).filter(chat => budget.admit(chat) === 0)).toHaveLength(30)
    await clock.advance(1_005)
    expect(budget.admitPressAnswer(anna)).toBe(true)
  })

  it('is shed while its chat or the bot is silenced, and nowhere else', async () => {
    const clock = createFakeClock()
    const budget = createFloodBudget({ clock })
    budget.penalize({ method: 'sendMessage', ...anna, retryAfterMs: 3_000 })
    expect([budget.admitPressAnswer(anna), budget.admitPressAnswer(boris)]).toEqual([false, true])
    budget.penalize({ method: 'getMe', chatId: null, chatType: null, retryAfterMs: 5_000 })
    await clock.advance(3_000)
    expect([budget.admitPressAnswer(anna), budget.admitPressAnswer(boris)]).toEqual([false, false])
    await clock.advance(2_000)
    expect([budget.admitPressAnswer(anna), budget.admitPressAnswer(boris)]).toEqual([true, true])
  })
})

describe('a busy bot', () => {
  it.each([
    ['one chat', [anna], 1],
    ['a group', [group], 20 / 60],
    ['all chats together', chats(60), 30],
  ])('says at least 0.99 of what is allowed in %s', async (_name, places, allowedPerSecond) => {
    const { leftAtMs } = await saturate(places, 600_000)
    expect(leftAtMs.length / 600).toBeGreaterThanOrEqual(0.99 * allowedPerSecond)
  })

  it('meets no limit though its calls bunch up on the way by up to 300 ms', async () => {
    const delay = fc.nat({ max: 300 })
    const pause = fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 9_000 }) })
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(delay), fc.infiniteStream(pause), async (delays, pauses) => {
        const { leftAtMs } = await saturate([anna], 60_000, () => pauses.next().value)
        const arrivals = leftAtMs.map(atMs => atMs + delays.next().value).sort((one, other) => one - other)
        expect(leastTokens(arrivals, { perSecond: 1, burst: 3 })).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 50 },
    )
    const { leftAtMs } = await saturate(chats(60), 60_000)
    const arrivals = leftAtMs.map((atMs, at) => atMs + (at % 2) * 300).sort((one, other) => one - other)
    expect(leastTokens(arrivals, { perSecond: 30, burst: 30 })).toBeGreaterThanOrEqual(0)
  })

  it('begins no courtesy while a call to the chat is on its way, and a message follows it', async () => {
    const budget = createFloodBudget({ clock: createFakeClock() })
    const done: string[] = []
    let land: () => void = () => {}
    const draft = budget.inTheAir.follow(
      anna.chatId,
      () =>
        new Promise<void>(resolve => {
          land = resolve
        }),
    )
    expect([budget.admitCourtesy(anna), budget.admitCourtesy(boris), budget.admit(anna)]).toEqual([false, true, 0])
    const message = budget.inTheAir.follow(anna.chatId, async () => void done.push('message'))
    void draft.then(() => done.push('draft'))
    land()
    await message
    expect(done).toEqual(['draft', 'message'])
    await draft
    expect(budget.inTheAir.isFree(boris.chatId)).toBe(true)
  })

  it('waits for what hangs no longer than two seconds', async () => {
    const clock = createFakeClock()
    const budget = createFloodBudget({ clock })
    void budget.inTheAir.follow(anna.chatId, () => new Promise(() => {}))
    let hasLeft = false
    void budget.inTheAir.follow(anna.chatId, async () => {
      hasLeft = true
    })
    await clock.advance(1_999)
    expect(hasLeft).toBe(false)
    await clock.advance(1)
    expect(hasLeft).toBe(true)
  })
})

/** When messages left that always waited, chat after chat; after each, `pauseMs` may pass. */
async function saturate(
  places: readonly FloodChat[],
  forMs: number,
  pauseMs: () => number = () => 0,
): Promise<{ readonly leftAtMs: readonly number[] }> {
  const clock = createFakeClock(0)
  const budget = createFloodBudget({ clock })
  const leftAtMs: number[] = []
  for (let next = 0; clock.now() < forMs; ) {
    const waits = places.map((_, at) => {
      const place = places[(next + at) % places.length] ?? anna
      const waitMs = budget.admit(place)
      if (waitMs === 0) leftAtMs.push(clock.now())
      return waitMs
    })
    next++
    // Who had a place asks again at once; only when none has one does time pass.
    await clock.advance((waits.includes(0) ? 0 : Math.min(...waits)) + pauseMs())
  }
  return { leftAtMs }
}

/** How far a strict server's bucket was emptied by calls that arrived so; below 0 it would have refused one. */
function leastTokens(
  arrivedAtMs: readonly number[],
  { perSecond, burst }: { readonly perSecond: number; readonly burst: number },
): number {
  let tokens = burst
  let least = burst
  arrivedAtMs.forEach((atMs, at) => {
    tokens = Math.min(burst, tokens + ((atMs - (arrivedAtMs[at - 1] ?? atMs)) / 1000) * perSecond) - 1
    least = Math.min(least, tokens)
  })
  return least
}

describe('its memory', () => {
  it('forgets chats that have fallen idle', async () => {
    const clock = createFakeClock()
    const budget = createFloodBudget({ clock })
    for (const chat of chats(5_000)) {
      budget.admit(chat)
      await clock.advance(100)
    }
    expect(budget.chatCount()).toBeLessThan(300)
  }, 60_000)

  it('is capped even when every chat has a penalty, and keeps the longest ones', () => {
    const budget = createFloodBudget({ clock: createFakeClock(), maxChats: 1_000 })
    chats(5_000).forEach((chat, index) => {
      budget.penalize({ method: 'sendMessage', ...chat, retryAfterMs: 1_000 + index })
    })
    expect(budget.chatCount()).toBeLessThanOrEqual(1_000)
    expect(budget.admit({ chatId: 'chat-4999', chatType: 'private' })).toBe(5_999)
  })
})

describe('whatever is asked of it, in whatever order', () => {
  type Step =
    | { readonly kind: 'message' | 'typing'; readonly chat: number }
    | { readonly kind: 'penalty'; readonly chat: number; readonly retryAfterMs: number }
    | { readonly kind: 'pause'; readonly byMs: number }

  const places: readonly FloodChat[] = [anna, boris, group, { chatId: '-200', chatType: 'channel' }]
  const chat = fc.nat({ max: places.length - 1 })
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('message' as const), chat }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('typing' as const), chat }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('pause' as const), byMs: fc.nat({ max: 4_000 }) }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('penalty' as const), chat, retryAfterMs: fc.nat({ max: 9_000 }) }),
    },
  )
  // Tight limits, so that four chats can reach each of them.
  const limits = { chatPerSecond: 1, chatBurst: 3, groupPerMinute: 8, botPerSecond: 5 }

  it('no window holds more calls than allowed, and none falls into a penalty', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 200 }), async steps => {
        const clock = createFakeClock(0)
        const budget = createFloodBudget({ clock, limits })
        const calls: { readonly place: FloodChat; readonly atMs: number }[] = []
        const silentUntilMs = new Map<FloodChat, number>()
        for (const next of steps) {
          if (next.kind === 'pause') {
            await clock.advance(next.byMs)
            continue
          }
          const place = places[next.chat] ?? anna
          if (next.kind === 'penalty') {
            budget.penalize({ method: 'sendMessage', ...place, retryAfterMs: next.retryAfterMs })
            silentUntilMs.set(place, Math.max(silentUntilMs.get(place) ?? 0, clock.now() + next.retryAfterMs))
          } else if (next.kind === 'message' ? budget.admit(place) === 0 : budget.admitCourtesy(place)) {
            calls.push({ place, atMs: clock.now() })
            expect(clock.now()).toBeGreaterThanOrEqual(silentUntilMs.get(place) ?? 0)
          }
        }
        expect(densest(calls, 1_000)).toBeLessThanOrEqual(limits.botPerSecond)
        for (const place of places) {
          const own = calls.filter(call => call.place === place)
          for (const seconds of [1, 2, 5, 30]) {
            expect(densest(own, seconds * 1_000)).toBeLessThanOrEqual(limits.chatBurst + seconds)
          }
          if (place.chatType !== 'private') expect(densest(own, 60_000)).toBeLessThanOrEqual(limits.groupPerMinute)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('the default limits are those of the Bot API FAQ', () => {
    expect(defaultFloodLimits).toEqual({ chatPerSecond: 1, chatBurst: 3, groupPerMinute: 20, botPerSecond: 30 })
  })
})

/** The most calls that any window of `windowMs` holds. */
function densest(calls: readonly { readonly atMs: number }[], windowMs: number): number {
  return Math.max(
    0,
    ...calls.map(first => calls.filter(({ atMs }) => atMs >= first.atMs && atMs < first.atMs + windowMs).length),
  )
}

function chats(count: number): readonly FloodChat[] {
  return Array.from({ length: count }, (_, index) => ({ chatId: `chat-${index}`, chatType: 'private' }))
}
