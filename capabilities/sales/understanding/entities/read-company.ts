import type { NamedMention } from '../reading.ts'
import { companyPatterns } from './companies/patterns.ts'
import { readBareCompany } from './companies/read-bare-company.ts'
import { foldEvenly } from './text/fold-evenly.ts'
import { givenNames } from './words/given-names.ts'
import { placeNames } from './words/places.ts'
import { plainWords } from './words/plain-words.ts'

export interface CompanyOptions {
  /** The client's company has just been asked for: a short phrase may then be its name. */
  readonly isAsked: boolean
}

/**
 * The writer's company as written, without quotes that enclose it whole: ООО «Ромашка», "Acme Ltd", «работаю в Google». A name in an oblique case stays in it,
 * with confidence below 0.8. Null when the message names none. Never throws.
 */
export function readCompany(text: string, { isAsked }: CompanyOptions = { isAsked: false }): NamedMention | null {
  const folded = foldEvenly(text)
  for (const { cue, pattern, confidence } of companyPatterns) {
    // matchAll costs a copy of the pattern, and most cues stand in a message that names no company.
    if (!cue.test(text) || text.search(pattern) < 0) continue
    for (const match of text.matchAll(pattern)) {
      const range = match.indices?.groups?.name
      if (range !== undefined && isSelf(match.groups?.who) && isPlausible(folded.slice(...range)))
        return toMention(text, range, confidence)
    }
  }
  const bare = isAsked ? readBareCompany(text, folded) : null
  return bare === null ? null : toMention(text, bare.range, bare.confidence)
}

/** "Kate from Acme" speaks of herself; "Leads from Instagram" does not. */
function isSelf(who: string | undefined): boolean {
  return who === undefined || givenNames.has(foldEvenly(who))
}

/** «работаю в Москве», "I'm from Germany", "we are Looking": a place or a plain word is no company. */
function isPlausible(folded: string): boolean {
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? []
  const first = words[0] ?? ''
  if (words.length === 0) return false
  if (words.length === 1) return !placeNames.has(first) && !plainWords.has(first) && !givenNames.has(first)
  return !words.every(word => placeNames.has(word) || plainWords.has(word))
}

function toMention(text: string, [start, end]: readonly [number, number], confidence: number): NamedMention {
  const found = text.slice(start, end)
  const bare = /^[«"“„'](.+)[»"”“']$/.exec(found)?.[1]
  return { text: found, index: start, confidence, value: (bare ?? found).replace(/\s+/g, ' ') }
}
