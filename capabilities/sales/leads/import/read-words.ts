import { foldForSearch } from '#shared/utils'
import { type Stage, stages } from '../../stages/stage.ts'

/** A stage by its code, or by what the dashboard calls it; null for another word. */
export function readStage(text: string): Stage | null {
  const word = foldForSearch(text)
  return stages.find(stage => stage === word || names[stage].some(name => name === word)) ?? null
}

const names: Readonly<Record<Stage, readonly string[]>> = {
  greeting: ['знакомство'],
  needs_discovery: ['needs', 'потребности'],
  presentation: ['презентация'],
  objections: ['возражения'],
  consultation_offer: ['offer to meet', 'предложение встречи'],
  scheduling: ['запись'],
  summary: ['итог'],
}

export const stagesAllowed = `one of ${stages.map(stage => `${stage} (${names[stage].at(-1)})`).join(', ')}`

/** An IETF tag, also from the name of a language that owners write out; null for another word. */
export function readLanguage(text: string): string | null {
  const word = foldForSearch(text)
  const named = languages.find(([pattern]) => pattern.test(word))
  if (named !== undefined) return named[1]
  return /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/.test(text) && text.length <= 35 ? text : null
}

const languages: readonly (readonly [RegExp, string])[] = [
  [/^(?:русский|рус|russian)$/, 'ru'],
  [/^(?:английский|англ|english)$/, 'en'],
  [/^(?:китайский|chinese)$/, 'zh'],
  [/^(?:тайский|thai)$/, 'th'],
]

/** A person's number in Telegram; null for what is none. */
export function readTelegramId(text: string): number | null {
  return /^[1-9]\d{4,15}$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : null
}
