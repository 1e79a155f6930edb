import type { LineName } from './playbook.ts'

/**
 * What code fills into each line. A line must hold each of its placeholders, in both languages, and no other:
 * a time that is not said is as wrong as a brace that a client sees.
 */
export const linePlaceholders = {
  about: [],
  acknowledge: [],
  ai_disclosure: [],
  already_booked: ['time'],
  apology: [],
  ask_cancel: ['time'],
  ask_contact: [],
  booked: ['time'],
  button_no: [],
  button_other_time: [],
  button_stale: [],
  button_unknown: [],
  button_yes: [],
  calendar_unavailable: [],
  cancelled: ['time'],
  confirm_value: ['slot', 'value'],
  consent_calendar: [],
  consent_profile: [],
  consent_refused: [],
  consent_thanks: [],
  goodbye: [],
  greeting: [],
  held: ['time', 'until'],
  help: [],
  hold_expired: ['time'],
  human_called: [],
  internals: [],
  last_word_meeting: ['link', 'until'],
  last_word_question: ['link', 'until'],
  model_unbacked: [],
  no_openings: [],
  noted: [],
  nothing_booked: [],
  off_topic: [],
  offer_expired: ['time'],
  offer_meeting: [],
  offer_times: [],
  owner_answer: ['question', 'answer'],
  passage: ['passage', 'source'],
  privacy: [],
  related: ['passage', 'source'],
  reminder_day: ['time'],
  reminder_hour: ['time'],
  rescheduled: ['time'],
  slot_taken: [],
  stopped: [],
  thanks: [],
  time_unavailable: ['time'],
  too_many: ['minutes'],
  trouble: [],
  welcome_back: [],
  will_check: [],
} as const satisfies Readonly<Record<LineName, readonly string[]>>

/** The names in braces, each once: "Booked for {time}" has `time`. */
export function findPlaceholders(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name.trim()))]
}
