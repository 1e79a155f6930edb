import { setTimeout as pause } from 'node:timers/promises'
import { composeQuestion, markOf } from '../bench/compose-reply.ts'
import type { EmulatedBot, SimulatedUser, TelegramEmulator } from '../telegram/index.ts'

export interface SteadyLoad {
  readonly emulator: TelegramEmulator
  readonly bot: EmulatedBot
  readonly people: readonly SimulatedUser[]
  readonly perSecond: number
}

/** What became of the questions. */
export interface Answered {
  readonly asked: number
  readonly answered: number
  readonly twice: number
  /** Moments at which nobody was free to ask: the load was less than wanted. */
  readonly missed: number
}

const tickMs = 50
const patienceMs = 30_000

/** So many questions a second, whether or not earlier ones are answered; each person waits for their answer before they ask again. */
export function writeSteadily({ emulator, bot, people, perSecond }: SteadyLoad): { stop(): Promise<Answered> } {
  const free = [...people]
  const byChat = new Map(people.map(person => [person.id, person]))
  const open = new Map<string, SimulatedUser>()
  let [asked, answered, twice, missed, owed, number] = [0, 0, 0, 0, 0, 1_000_000]
  const stopListening = emulator.onSend(({ message }) => {
    const mark = markOf(message.text ?? '') ?? ''
    const person = byChat.get(message.chat.id)
    if (person === undefined || !open.delete(mark)) {
      twice += 1
      return
    }
    answered += 1
    free.push(person)
  })
  const timer = setInterval(() => {
    owed += (perSecond * tickMs) / 1000
    for (; owed >= 1; owed -= 1) askNext()
  }, tickMs)
  return {
    async stop() {
      clearInterval(timer)
      for (let waitedMs = 0; open.size > 0 && waitedMs < patienceMs; waitedMs += tickMs) await pause(tickMs)
      stopListening()
      return { asked, answered, twice, missed }
    },
  }

  function askNext(): void {
    const person = free.shift()
    if (person === undefined) {
      missed += 1
      return
    }
    const text = composeQuestion(number++)
    open.set(markOf(text) ?? '', person)
    asked += 1
    person.say(bot, text)
  }
}
