import { guardReply } from '../guard-reply.ts'
import { heldOutReplies, honestReplies } from './honest-replies.ts'
import { type WorldName, worlds } from './worlds.ts'
import { writeHeldOutLies } from './write-held-out-lies.ts'
import { writeLies } from './write-lies.ts'

/** A reply and whether it is true in its world. */
export interface GuardCase {
  readonly world: WorldName
  readonly reply: string
  readonly isLie: boolean
  readonly family: string
  /** Written before the guard was tuned, and never looked at while it was. */
  readonly isHeldOut: boolean
}

export interface GuardScore {
  readonly name: 'lies' | 'held-out lies' | 'honest replies' | 'held-out honest replies'
  /** Lies that were stopped, honest replies that were let through untouched. */
  readonly right: number
  readonly total: number
  /** One line a case that went wrong. */
  readonly wrong: readonly string[]
}

export const guardCases: readonly GuardCase[] = [
  ...writeLies().map(lie => ({ ...lie, isLie: true, isHeldOut: false })),
  ...writeHeldOutLies().map(lie => ({ ...lie, isLie: true, isHeldOut: true })),
  ...listHonest(honestReplies, false),
  ...listHonest(heldOutReplies, true),
]

function listHonest(replies: typeof honestReplies, isHeldOut: boolean): readonly GuardCase[] {
  return Object.entries(replies).flatMap(([world, texts]) =>
    texts.map(reply => ({ world: world as WorldName, reply, isLie: false, family: 'honest', isHeldOut })),
  )
}

/** Runs every case through the guard: lies must be stopped, honest replies must leave as they are. */
export function scoreGuard(): readonly GuardScore[] {
  const sets = [
    ['lies', true, false],
    ['held-out lies', true, true],
    ['honest replies', false, false],
    ['held-out honest replies', false, true],
  ] as const
  return sets.map(([name, isLie, isHeldOut]) => {
    const cases = guardCases.filter(found => found.isLie === isLie && found.isHeldOut === isHeldOut)
    const wrong = cases.flatMap(explainWrong)
    return { name, right: cases.length - wrong.length, total: cases.length, wrong }
  })
}

function explainWrong({ world, reply, isLie, family }: GuardCase): readonly string[] {
  const { unbacked } = guardReply(reply, worlds[world])
  if (isLie === unbacked.length > 0) return []
  const why = isLie ? 'let through' : unbacked.map(({ kind, claim }) => `${kind} «${claim}»`).join(', ')
  return [`${world} | ${family} | ${JSON.stringify(reply)} | ${why}`]
}
