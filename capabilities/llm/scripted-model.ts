import type { ChatModel, ModelHints } from './contract.ts'

/** The same words in each language that is spoken without a model; other languages get English. */
export interface ScriptedWords {
  readonly ru: string
  readonly en: string
}

/** The script: words of the owner's playbook. */
export interface ScriptedLines {
  /** The first answer. */
  readonly greeting: ScriptedWords
  /** Every later one: honest that the question is only noted, and offering a human. */
  readonly noted: ScriptedWords
}

/** A model that needs no server and always answers, with words that promise nothing. */
export function createScriptedModel(lines: ScriptedLines): ChatModel {
  return {
    name: 'scripted',
    async answer(request, signal) {
      if (signal.aborted) return { kind: 'cancelled' }
      const text = chooseLine(lines, request.hints)
      return { kind: 'answered', text, isTruncated: false, model: 'scripted', usage: null, firstTokenMs: 0 }
    },
  }
}

function chooseLine(lines: ScriptedLines, hints: ModelHints): string {
  const words = hints.isFirstAnswer ? lines.greeting : lines.noted
  return /^ru\b/i.test(hints.language) ? words.ru : words.en
}
