import type { GetLeadsByIdTimelineResponse } from '../../../api/index.ts'
import type { Say } from '../../../words/index.ts'
import { leadWords } from './lead-words.ts'

export type Entry = GetLeadsByIdTimelineResponse['items'][number]
type Key = keyof (typeof leadWords)['en']

interface Sayings {
  readonly t: Say<Key>
  /** A code of the platform in words. */
  readonly say: (code: string) => string
  /** A slot in the words of the playbook. */
  readonly titleOf: (slot: string) => string
}

/** One line for an entry of the timeline. Pure. */
export function describeEntry({ kind, code, detail }: Entry, { t, say, titleOf }: Sayings): string {
  if (kind === 'note') return t('note_')
  if (kind === 'promise') return `${t('promise')}: ${say(code)}`
  if (kind === 'consent') return t(detail.granted === true ? 'consentGiven' : 'consentRefused', { what: say(code) })
  const values = Object.entries(detail).map(([name, value]) => [name, (name === 'slot' ? titleOf : say)(String(value))])
  return t(keyOf(code), Object.fromEntries(values))
}

function keyOf(code: string): Key {
  if (Object.hasOwn(leadWords.en, code)) return code as Key
  return code.startsWith('slot.') ? 'slot.other' : 'lead.created'
}
