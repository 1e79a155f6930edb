import type { Dialogue } from '../../../flow/rehearsal/dialogue.ts'
import { judgeEnd, judgeSlots, type WrongSlot } from '../../../flow/rehearsal/judge-end.ts'
import type { Stage } from '../stage/open-stage.ts'
import type { Play } from '../stage/play-dialogue.ts'
import { findInventions } from './find-inventions.ts'
import { readOwnWords } from './read-own-words.ts'
import { readStageOutcome } from './read-stage-outcome.ts'

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
  const outcome = await readStageOutcome(stage)
  const ownWords = await readOwnWords(stage.flow.database.db, dialogue.vertical)
  const texts = play.replies.flatMap(reply => reply.texts)
  const slots = judgeSlots(dialogue, outcome.slots)
  const { name, vertical, language } = dialogue
  return {
    name,
    vertical,
    language,
    faults: [...play.surprises, ...judgeEnd(dialogue.end, outcome)],
    slots: { ...slots, wrong: slots.wrong.map(describeWrong) },
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

function describeWrong({ slot, expected, value }: WrongSlot): string {
  return `${slot}: expected ${expected}, is ${value}`
}

function writeExchange({ to, texts, buttons, mind }: Play['replies'][number]): readonly string[] {
  const row = buttons.length === 0 ? '' : `  [${buttons.map(({ text }) => text).join('] [')}]`
  const asked = mind.asked === null ? '' : `  (asks ${mind.asked})`
  return [`> ${to}`, ...texts.map(text => `< ${text.replaceAll('\n', '\n  ')}`), `${row}${asked}`].filter(
    line => line !== '',
  )
}
