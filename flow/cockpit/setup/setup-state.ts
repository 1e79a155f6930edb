import { z } from 'zod'
import { parseHours } from './parse-hours.ts'

export const setupSteps = ['name', 'offer', 'hours', 'language', 'model'] as const
export type SetupQuestion = (typeof setupSteps)[number]

const day = z.string()

const stateSchema = z.object({
  /** The question that stands open; `summary` when all are behind. */
  step: z.enum([...setupSteps, 'summary']),
  name: z.string().nullable(),
  offer: z.string().nullable(),
  hours: z.object({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day }).nullable(),
  language: z.enum(['ru', 'en']).nullable(),
  model: z.string().nullable(),
})

/** How far the owner has come; null: skipped, or not asked yet. */
export type SetupState = z.infer<typeof stateSchema>

export const firstState: SetupState = {
  step: 'name',
  name: null,
  offer: null,
  hours: null,
  language: null,
  model: null,
}

/** Null for what an earlier version may have written and this one cannot read: the set-up begins anew. */
export function parseSetupState(json: string): SetupState | null {
  try {
    return stateSchema.safeParse(JSON.parse(json)).data ?? null
  } catch {
    return null
  }
}

export type AnswerReading = { readonly kind: 'read'; readonly state: SetupState } | { readonly kind: 'not-understood' }

/** Takes the answer to the open question and goes on to the next. Pure. */
export function takeAnswer(state: SetupState, text: string): AnswerReading {
  const { step } = state
  if (step === 'summary') return { kind: 'not-understood' }
  const value = readers[step](text.trim())
  return value === null ? { kind: 'not-understood' } : { kind: 'read', state: { ...goOn(state), [step]: value } }
}

/** What stood there stays: nothing, or the answer that was given before going back. */
export function goOn(state: SetupState): SetupState {
  return { ...state, step: allSteps[allSteps.indexOf(state.step) + 1] ?? 'summary' }
}

export function goBack(state: SetupState): SetupState {
  return { ...state, step: allSteps[allSteps.indexOf(state.step) - 1] ?? state.step }
}

const allSteps = [...setupSteps, 'summary'] as const

const longestName = 80
const longestOffer = 8000

const readers: Readonly<Record<SetupQuestion, (text: string) => unknown>> = {
  name: text => cleanName(text) || null,
  offer: text => (text.length > longestOffer ? null : text || null),
  hours: parseHours,
  language: text => readLanguage(text.toLowerCase()),
  model: readAddress,
}

/** A name as the lines of a playbook can hold it, where braces are placeholders; may be empty. */
export function cleanName(text: string): string {
  return text
    .replaceAll(/[{}<>\r\n]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, longestName)
}

function readLanguage(text: string): 'ru' | 'en' | null {
  if (/^(ru|рус|russian)/.test(text)) return 'ru'
  return /^(en|англ|english)/.test(text) ? 'en' : null
}

function readAddress(text: string): string | null {
  const address = /^https?:\/\//i.test(text) ? text : `http://${text}`
  const url = URL.canParse(address) ? new URL(address) : null
  const isServer =
    url !== null && !/\s/.test(text) && (url.hostname.includes('.') || url.hostname === 'localhost' || url.port !== '')
  return isServer && url.username === '' && url.password === '' ? url.href.replace(/\/$/, '') : null
}
