import { type Chance, sleep, systemClock } from '#shared/utils'
import { writeMark } from './marks.ts'
import type { Stage } from './stage.ts'

export interface Conversation {
  readonly round: number
  readonly chat: number
  readonly chance: Chance
}

const messagesEach = 4
const longestPauseMs = 300
// Whoever gets no answer for this long writes all the same: the answer may be one that died in the air.
const patienceMs = 2_000

/** One person writes four messages, each either right after the one before, after a pause, or after its answer. */
export async function writeAsPeopleDo(stage: Stage, { round, chat, chance }: Conversation): Promise<void> {
  const person = stage.people[chat]
  if (person === undefined) throw new TypeError(`there is no chat ${chat}`)
  await sleep(systemClock, chance() * longestPauseMs)
  for (let number = 0; number < messagesEach; number++) {
    const mark = writeMark(round, chat, number)
    person.say(stage.bot, mark)
    await pause(stage, mark, chance())
  }
}

function pause(stage: Stage, mark: string, mood: number): Promise<void> {
  if (mood < 0.4) return Promise.resolve()
  if (mood < 0.7) return sleep(systemClock, mood * longestPauseMs)
  return Promise.race([stage.chronicle.untilAnswered(mark), sleep(systemClock, patienceMs)])
}
