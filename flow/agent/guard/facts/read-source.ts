import { readTokens } from '#capabilities/sales'
import { findPhrases, type PhraseClaim } from '../claims/phrase-claims.ts'
import { type Figure, valuesOf } from '../figures/figure.ts'
import { readFigures } from '../figures/read-figures.ts'
import { readLabelUnit } from '../figures/read-units.ts'
import { contentWords, listTopics, scriptOf } from '../text/content-words.ts'
import { rememberRecent } from '../text/remember-recent.ts'
import { segmentAt, splitSegments } from '../text/split-segments.ts'
import { splitSentences } from '../text/split-sentences.ts'
import { unmaskText } from '../text/unmask-text.ts'
import { rolesOf } from './roles.ts'

/** What stands around a fact, from near to far. */
export interface FactContext {
  readonly segment: ReadonlySet<string>
  /** What stands in the same sentence or cell before it. */
  readonly ahead: ReadonlySet<string>
  readonly row: ReadonlySet<string>
  readonly heading: ReadonlySet<string>
  readonly segmentRoles: ReadonlySet<string>
  readonly rowRoles: ReadonlySet<string>
  /** Weekdays named in the same clause; a time holds for them only. */
  readonly weekdays: ReadonlySet<number>
  /** Dates named in the same clause. */
  readonly dates: ReadonlySet<number>
  /** The word that the fact is nearest to; null when there is none. */
  readonly subject: string | null
  readonly script: ReturnType<typeof scriptOf>
}

export interface Fact extends FactContext {
  readonly figure: Figure
}

export interface PhraseFact extends FactContext {
  readonly phrase: PhraseClaim
}

/** What a source states: every figure and promise, and the words that stand around them. */
export interface SourceFacts {
  readonly facts: readonly Fact[]
  readonly phrases: readonly PhraseFact[]
  readonly rowCount: number
  /** In how many of its rows a word stands. */
  readonly rowsOf: ReadonlyMap<string, number>
  /** The facts near which a word stands: a long reply has hundreds of claims, and each would be held against every fact. */
  readonly placesOf: ReadonlyMap<string, readonly FactPlace[]>
}

export interface FactPlace {
  /** In the source's list of facts. */
  readonly at: number
  /** How near, 0..1. */
  readonly place: number
}

// «завтра» in a document is nobody's tomorrow, so the moment does not matter.
const timeless = { nowMs: 0, timeZone: 'UTC' }
// The owner's documents change once in a while and are read at every turn: reading one takes a millisecond, finding it nothing.
const maxRemembered = 200
const readTrusted = rememberRecent(maxRemembered, readAnew)
const readDocument = rememberRecent(maxRemembered, text => (planted.test(unmaskText(text)) ? nothing : readAnew(text)))
const nothing: SourceFacts = { facts: [], phrases: [], rowCount: 0, rowsOf: new Map(), placesOf: new Map() }

/** Reads a source once. A text that talks to the assistant instead of stating facts states none, unless it is the owner's own. */
export function readSource(text: string, isTrusted: boolean): SourceFacts {
  return isTrusted ? readTrusted(text) : readDocument(text)
}

/** Words of somebody who wants to steer the assistant; an owner's price list has none of them. */
const planted =
  /(?:ignore|disregard|forget|override)\s(?:\p{L}+\s){0,3}(?:instructions?|rules|prompts?|guidelines)|(?:игнорируй|забудь|отмени|не обращай внимания)\p{L}*\s(?:\p{L}+\s){0,4}(?:инструкци|правил|указани|промпт)|you are now|(?:ты|вы) теперь\s|(?:ai|assistant|bot|model|llm)s?,?\s(?:must|should|shall|has to|needs to)\s(?:now\s|always\s)?(?:say|tell|offer|answer|reply|confirm|promise|state|write|give|inform)|(?:ассистент|бот|модель|помощник|ии)\p{L}{0,2},?\s(?:долж\p{L}+|обязан\p{L}*)\s(?:\p{L}+\s)?(?:сказ|сообщ|отве|предлож|обеща|подтверд|писать|говорить)|(?:tell|inform|promise)\s(?:the\s|every\s|all\s)?(?:client|customer|user)s?\s(?:that|they|about)|(?:скажи|сообщи|обещай|пообещай|пиши|отвечай|подтверди)\s(?:всем\s|каждому\s)?(?:клиент|пользовател|покупател)|system prompt|системн\p{L}+ (?:промпт|инструкц|сообщени)|\[(?:system|система)\]|<\|im_|@@/u

interface Row {
  readonly heading: ReadonlySet<string>
  readonly headingText: string
  /** What the row is about, for those of its cells that hold nothing but a figure. */
  readonly name: string
  readonly cells: readonly { readonly label: string; readonly text: string }[]
}

function readAnew(text: string): SourceFacts {
  const rows = listRows(text)
  const facts = rows.flatMap(readFacts)
  return {
    facts,
    phrases: rows.flatMap(readPhrases),
    rowCount: rows.length,
    rowsOf: countRows(rows.map(rowWords)),
    placesOf: placeWords(facts),
  }
}

function countRows(rows: readonly ReadonlySet<string>[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const row of rows) for (const word of row) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

function placeWords(facts: readonly Fact[]): SourceFacts['placesOf'] {
  const places = new Map<string, FactPlace[]>()
  for (const [at, fact] of facts.entries()) {
    for (const word of new Set([...fact.segment, ...fact.ahead, ...fact.row, ...fact.heading])) {
      const known = places.get(word)
      const place = { at, place: placeOf(fact, word) }
      if (known === undefined) places.set(word, [place])
      else known.push(place)
    }
  }
  return places
}

// «Последняя запись на стрижку в 20:00, на окрашивание в 17:00»: what opens a sentence holds for all of it.
const isAhead = 0.9
const inRow = 0.6
const inHeading = 0.4

/** How near a word stands to what a source says, 0..1; 0 when it does not. */
export function placeOf({ segment, ahead, row, heading }: FactContext, word: string): number {
  if (segment.has(word)) return 1
  if (ahead.has(word)) return isAhead
  if (row.has(word)) return inRow
  return heading.has(word) ? inHeading : 0
}

function rowWords({ cells }: Row): ReadonlySet<string> {
  return new Set(cells.flatMap(({ text }) => contentWords(text)))
}

function readFacts(row: Row): readonly Fact[] {
  const words = new Set([...rowWords(row), ...(row.cells.length === 1 ? contentWords(row.name) : [])])
  const rowRoles = rolesOf(`${row.headingText} ${row.cells.map(({ label, text }) => `${label} ${text}`).join(' ')}`)
  return row.cells.flatMap(({ label, text }) => {
    const segments = splitSegments(text, new Set(contentWords(row.name)))
    const figures = readFigures(text, timeless, label === '' ? null : readLabelUnit(readTokens(label)))
    const isRow = row.cells.length > 1
    return figures
      .filter(({ isRelative }) => !isRelative)
      .map((figure): Fact => {
        const { start, end, words: own } = segmentAt(segments, figure.index)
        const inClause = figures.filter(({ index }) => index >= start && index < end)
        return {
          figure,
          segment: own,
          ahead: new Set(contentWords(`${label} ${text.slice(0, start)}`)),
          row: words,
          heading: row.heading,
          segmentRoles: rolesOf(`${isRow ? label : ''} ${text.slice(start, end)}`),
          rowRoles,
          weekdays: valuesOf(inClause, 'weekday'),
          dates: valuesOf(inClause, 'date'),
          subject: listTopics(text.slice(start, figure.index)).at(-1) ?? [...own].at(-1) ?? null,
          script: scriptOf(text.length > 20 ? text : `${row.name} ${text}`),
        }
      })
  })
}

function readPhrases(row: Row): readonly PhraseFact[] {
  const words = new Set([...rowWords(row), ...(row.cells.length === 1 ? contentWords(row.name) : [])])
  return row.cells.flatMap(({ text }) => {
    const segments = splitSegments(text, new Set(contentWords(row.name)))
    return findPhrases(text)
      .filter(({ isNegated }) => !isNegated)
      .map(phrase => ({
        phrase,
        segment: segmentAt(segments, phrase.index).words,
        ahead: new Set(contentWords(text.slice(0, segmentAt(segments, phrase.index).start))),
        row: words,
        heading: row.heading,
        segmentRoles: new Set<string>(),
        rowRoles: new Set<string>(),
        weekdays: new Set<number>(),
        dates: new Set<number>(),
        subject: null,
        script: scriptOf(text),
      }))
  })
}

/** Tables by row, written-out rows («Услуга: Стрижка; Цена: 2 500 ₽») by cell, everything else by sentence. */
function listRows(text: string): readonly Row[] {
  const rows: Row[] = []
  let heading = ''
  let columns: readonly string[] | null = null
  for (const [at, line] of text.split('\n').entries()) {
    const folded = unmaskText(line).trim()
    if (folded === '') {
      columns = null
      continue
    }
    if (/^#{1,6}\s/.test(folded) || (at === 0 && !/[.!?;]/.test(folded) && !/\d/.test(folded))) {
      heading = folded
      rows.push(toRow(heading, [{ label: '', text: folded }]))
    } else if (/^\|.*\|$/.test(line.trim())) {
      const cells = folded
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim())
      if (columns === null) columns = cells
      else if (!cells.every(cell => /^:?-+:?$/.test(cell))) rows.push(toTableRow(heading, columns, cells))
    } else rows.push(...listPlainRows(heading, line))
  }
  return rows
}

function toTableRow(heading: string, columns: readonly string[], cells: readonly string[]): Row {
  return toRow(
    heading,
    cells.flatMap((text, index) => (text === '' ? [] : [{ label: columns[index] ?? '', text }])),
  )
}

const cellPattern = /^([^:;]{1,60}):\s(.+)$/

function listPlainRows(heading: string, line: string): readonly Row[] {
  const folded = unmaskText(line).trim()
  const parts = folded.split(/;\s+/)
  if (parts.length > 1 && parts.filter(part => cellPattern.test(part)).length > parts.length / 2) {
    const cells = parts.map(part => {
      const [, label = '', text = part] = cellPattern.exec(part) ?? []
      return { label, text }
    })
    return [toRow(heading, cells)]
  }
  const texts = splitSentences(line)
    .map(({ text }) => unmaskText(text))
    .filter(text => text !== '')
  // "It is free of charge." is about what the sentence before it is about; the paragraph is the context of all of them.
  return texts.map((text, at) => ({
    ...toRow(`${heading} ${folded}`, [{ label: '', text }]),
    name: contentWords(text).length === 0 ? (texts[at - 1] ?? '') : '',
  }))
}

/** The first cell names what the row is about, and so does the second when it holds no figure: a name in another language. */
function toRow(heading: string, cells: Row['cells']): Row {
  const isNamed = cells.length > 1
  const second = cells[1]?.text ?? ''
  const name = isNamed ? `${cells[0]?.text ?? ''} ${/\d/.test(second) ? '' : second}` : ''
  return { heading: new Set(contentWords(heading)), headingText: heading, name, cells }
}
