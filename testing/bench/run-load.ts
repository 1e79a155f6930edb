import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import type { EmulatedBot, SimulatedUser, TelegramEmulator } from '../telegram/index.ts'
import { composeQuestion, markOf } from './compose-reply.ts'

export interface Load {
  readonly emulator: TelegramEmulator
  readonly bot: EmulatedBot
  readonly people: readonly SimulatedUser[]
  /** How many of them wait for an answer at any moment. */
  readonly inFlight: number
  /** At least; it goes on until everybody has had an answer. */
  readonly warmUpMs: number
  readonly measureMs: number
  /** Called at the beginning and at the end of the measured time. */
  readonly onMark: (mark: 'begin' | 'end') => void
}

export interface LoadResult {
  /** From the update being available to `sendMessage` being received; of the replies in the measured time. */
  readonly latenciesMs: readonly number[]
  readonly repliesPerSecond: number
  /** Of the whole run, warm-up included: every question must get exactly one reply, its own. */
  readonly wrong: WrongReplies
}

export interface WrongReplies {
  readonly unanswered: number
  readonly doubled: number
  /** Replies to another question than the one that the person asked. */
  readonly mistaken: number
}

const longestWaitMs = 20_000
const quietMs = 300

/** Lets people ask, each again when their answer has come, and measures. Resolves when the last answer is there. */
export async function runLoad(load: Load): Promise<LoadResult> {
  const crowd = createCrowd(load)
  const stopListening = load.emulator.onSend(({ bot, message }) => {
    if (bot.id === load.bot.id) crowd.hear(message.chat.id, message.text ?? '')
  })
  crowd.begin()
  await pause(load.warmUpMs)
  await crowd.untilAllAnswered()
  load.onMark('begin')
  const before = crowd.startMeasuring()
  await pause(load.measureMs)
  const measured = crowd.stopMeasuring(before)
  load.onMark('end')
  const wrong = await crowd.finish()
  stopListening()
  return { ...measured, wrong }
}

interface Asked {
  readonly mark: string
  readonly atMs: number
}

function createCrowd({ bot, people, inFlight }: Load) {
  const idle = [...people]
  const byId = new Map(people.map(person => [person.id, person]))
  const waiting = new Map<number, Asked>()
  const latenciesMs: number[] = []
  let number = 0
  let replies = 0
  let doubled = 0
  let mistaken = 0
  let isAsking = true
  let isMeasuring = false

  return { begin, hear, untilAllAnswered, startMeasuring, stopMeasuring, finish }

  function begin(): void {
    for (let count = 0; count < inFlight; count++) askNext()
  }

  function askNext(): void {
    const person = idle.shift()
    if (person === undefined || !isAsking) return
    const text = composeQuestion(++number)
    waiting.set(person.id, { mark: markOf(text) ?? '', atMs: performance.now() })
    person.say(bot, text)
  }

  function hear(personId: number, text: string): void {
    const asked = waiting.get(personId)
    const person = byId.get(personId)
    if (asked === undefined || person === undefined) {
      doubled += 1
      return
    }
    if (markOf(text) !== asked.mark) {
      mistaken += 1
      return
    }
    waiting.delete(personId)
    replies += 1
    if (isMeasuring) latenciesMs.push(performance.now() - asked.atMs)
    idle.push(person)
    // First the bot gets the answer to its call, as it does from a person who reads before writing again.
    setImmediate(askNext)
  }

  async function untilAllAnswered(): Promise<void> {
    const lateAtMs = performance.now() + longestWaitMs
    while (replies < people.length && performance.now() < lateAtMs) await pause(20)
  }

  function startMeasuring() {
    isMeasuring = true
    return { replies, atMs: performance.now() }
  }

  function stopMeasuring(before: { readonly replies: number; readonly atMs: number }) {
    isMeasuring = false
    const seconds = (performance.now() - before.atMs) / 1000
    return { latenciesMs, repliesPerSecond: (replies - before.replies) / seconds }
  }

  /** Nobody asks any more; what is still owed may come, and then nothing more. */
  async function finish(): Promise<WrongReplies> {
    isAsking = false
    const lateAtMs = performance.now() + longestWaitMs
    while (waiting.size > 0 && performance.now() < lateAtMs) await pause(20)
    await pause(quietMs)
    return { unanswered: waiting.size, doubled, mistaken }
  }
}
