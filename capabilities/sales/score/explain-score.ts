import type { SlotDefinition } from '../playbook/playbook.ts'
import type { FitScore, ScorePart } from './score-lead.ts'

/** The score in words, a line a part: «+20 из 20: проблемы», «0 из 15: доступ к данным (не хватает: …)». Russian, else English. */
export function explainScore(fit: FitScore, slots: readonly SlotDefinition[], language: string): readonly string[] {
  const words = language === 'ru' ? russian : english
  const meaning = (name: string): string => {
    const slot = slots.find(definition => definition.name === name)
    return (language === 'ru' ? slot?.meaning.ru : slot?.meaning.en) ?? name
  }
  return fit.parts.map(part => explainPart(part, words, meaning))
}

interface ScoreWords {
  readonly of: string
  readonly or: string
  readonly and: string
  readonly missing: string
}

const russian: ScoreWords = { of: 'из', or: ' или ', and: ' и ', missing: 'не хватает' }
const english: ScoreWords = { of: 'of', or: ' or ', and: ' and ', missing: 'missing' }

function explainPart(part: ScorePart, words: ScoreWords, meaning: (name: string) => string): string {
  const join = part.needs === 'any' ? words.or : words.and
  const line = `${part.points} ${words.of} ${part.outOf}: ${part.slots.map(meaning).join(join)}`
  const isPartly = part.missing.length > 0 && part.missing.length < part.slots.length
  return isPartly ? `${line} (${words.missing}: ${part.missing.map(meaning).join(join)})` : line
}
