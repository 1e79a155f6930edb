import { type Chance, sleep, systemClock } from '#shared/utils'
import { writeMark } from '../../kill/marks.ts'
import type { SimulatedUser } from '../../telegram/index.ts'
import type { World } from '../world/open-world.ts'

export interface Load {
  readonly chats: number
  readonly medium: 'text' | 'voice'
  /** Of marks: no two rounds of a world share one. */
  readonly round: number
  readonly chance: Chance
}

const shortestPauseMs = 300
const longestPauseMs = 900
// Who gets no answer writes again after a while, as people do.
const patienceMs = 2_500

/** Clients who did not exist before write, each on when answered, until the returned function is called; it resolves when the last has. */
export function keepWriting(world: World, load: Load): () => Promise<void> {
  let isOver = false
  const people = Array.from({ length: load.chats }, (_, index) =>
    world.telegram.addUser({
      id: load.round * 1_000 + index + 1_000_000,
      firstName: `Client ${index}`,
      languageCode: 'en',
    }),
  )
  const talks = people.map(talk)
  return async () => {
    isOver = true
    await Promise.all(talks)
  }

  async function talk(person: SimulatedUser, chat: number): Promise<void> {
    await sleep(systemClock, load.chance() * longestPauseMs)
    for (let number = 0; !isOver; number++) {
      const answered = world.exchange.untilSpoken(String(person.id))
      write(world, person, { mark: writeMark(load.round, chat, number), medium: load.medium })
      await Promise.race([answered, sleep(systemClock, patienceMs)])
      await sleep(systemClock, shortestPauseMs + load.chance() * (longestPauseMs - shortestPauseMs))
    }
  }
}

interface Words {
  readonly mark: string
  readonly medium: 'text' | 'voice'
}

function write({ bot, exchange }: World, person: SimulatedUser, { mark, medium }: Words): void {
  const atMs = systemClock.now()
  const voice = { bytes: Buffer.from(mark), durationSeconds: 2 }
  const { message } = medium === 'text' ? person.say(bot, mark) : person.sendVoice(bot, voice)
  exchange.note({ chatId: String(message.chat.id), messageId: String(message.message_id), mark, atMs })
}
