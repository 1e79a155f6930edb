import type { Dialogue } from '../dialogue.ts'
import type { Stage } from '../stage/open-stage.ts'
import type { Play } from '../stage/play-dialogue.ts'
import { findInventions } from './find-inventions.ts'
import { judgeEnd } from './judge-end.ts'
import { readOutcome } from './read-outcome.ts'
import { readOwnWords } from './read-own-words.ts'

/** What became of a dialogue. */
export interface Verdict {
  readonly name: string
  readonly vertical: Dialogue['vertical']
  readonly language: Dialogue['language']
  /** Why the end is not the right one; empty: it is. */
  readonly faults: readonly string[]
  readonly slots: { readonly right: number; readonly total: number; readonly wrong: readonly string[] }
  /** Slots that were asked again after they had been answered. */
  readonly repeated: readonly string[]
  /** Stated, and backed by nothing. */
  readonly inventions: readonly string[]
  /** Said, and must not be. */
  readonly forbidden: readonly string[]
  readonly turns: number
  readonly tokens: number
  /** Of each answer, milliseconds. */
  readonly latenciesMs: readonly number[]
  readonly transcript: readonly string[]
}

/** Holds what happened against what the dialogue says is right. */
export async function judgeDialogue(dialogue: Dialogue, play: Play, stage: Stage): Promise<Verdict> {
  const outcome = await readOutcome(stage)
  const ownWords = await readOwnWords(stage.flow.database.db, dialogue.vertical)
  const texts = play.replies.flatMap(reply => reply.texts)
  const { name, vertical, language } = dialogue
  return {
    name,
    vertical,
    language,
    faults: [...play.surprises, ...judgeEnd(dialogue.end, outcome)],
    slots: judgeSlots(dialogue, outcome.slots),
    repeated: play.repeated,
    inventions: findInventions({
      replies: play.replies,
      ownWords,
      timeZones: [stage.timeZone, ...outcome.clientZones],
    }),
    forbidden: (dialogue.never ?? []).flatMap(pattern => texts.filter(text => pattern.test(text))),
    turns: outcome.turns,
    tokens: outcome.tokens,
    latenciesMs: play.replies.filter(({ tookMs, texts }) => tookMs > 0 && texts.length > 0).map(({ tookMs }) => tookMs),
    transcript: play.replies.flatMap(writeExchange),
  }
}

function judgeSlots({ slots = {} }: Dialogue, known: ReadonlyMap<string, string>): Verdict['slots'] {
  const expected = Object.entries(slots)
  const wrong = expected.flatMap(([slot, right]) => {
    const value = known.get(slot) ?? null
    return isRight(value, right) ? [] : [`${slot}: expected ${right}, is ${value}`]
  })
  return { right: expected.length - wrong.length, total: expected.length, wrong }
}

function isRight(value: string | null, right: string | RegExp | null): boolean {
  return right instanceof RegExp ? value !== null && right.test(value) : value === right
}

function writeExchange({ to, texts, buttons, mind }: Play['replies'][number]): readonly string[] {
  const row = buttons.length === 0 ? '' : `  [${buttons.map(({ text }) => text).join('] [')}]`
  const asked = mind.asked === null ? '' : `  (asks ${mind.asked})`
  return [`> ${to}`, ...texts.map(text => `< ${text.replaceAll('\n', '\n  ')}`), `${row}${asked}`].filter(
    line => line !== '',
  )
}
