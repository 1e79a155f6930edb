import type { FigureClaim } from './facts/back-figure.ts'
import type { ClaimWords } from './facts/fact-base.ts'
import { rolesOf } from './facts/roles.ts'
import { type Figure, isMoment, valuesOf } from './figures/figure.ts'
import type { Sentence } from './read-sentence.ts'
import { contentWords, placeTopics, scriptOf, type TopicPlace } from './text/content-words.ts'
import { lazily } from './text/lazily.ts'
import { type Segment, segmentAt } from './text/split-segments.ts'

const near = { segment: 1, ahead: 0.3, behind: 0.05, before: 1, client: 0.5 }

/** Tells of a figure of the sentence what is said around it. What figures of one clause have in common is found out once. */
export function describeClaims(sentence: Sentence): (figure: Figure) => FigureClaim {
  const { text, before, base, evidence, figures } = sentence
  const topics = placeTopics(text)
  const nouns = new Set(topics.map(({ stem }) => stem))
  // What no source says cannot be fitted to anything.
  const known = topics.filter(({ stem }) => base.weightOf(stem) > 0)
  const knownNouns = new Set(known.map(({ stem }) => stem))
  const common = {
    contextScores: lazily(() => base.scoreFacts(layWords(contextOf(sentence)))),
    script: scriptOf(text),
    wideRoles: rolesOf(`${before} ${text} ${evidence.clientTexts.at(-1) ?? ''}`),
    isQuestion: /[?？]/.test(text),
  }
  const clauses = new Map<Segment, Clause>()
  return figure => {
    const segment = segmentAt(sentence.segments(), figure.index)
    const clause = clauses.get(segment) ?? describeClause(sentence, segment, known)
    clauses.set(segment, clause)
    const nearby = figures.filter(({ index }) => index >= segment.start - 40 && index <= figure.index)
    return {
      ...common,
      ...clause,
      figure,
      // Of hours and days it is enough that the sentence is about nothing else that we know.
      nouns: isMoment(figure) ? knownNouns : nouns,
      weekdays: valuesOf(nearby, 'weekday'),
      dates: valuesOf(nearby, 'date'),
    }
  }
}

type Clause = Pick<FigureClaim, 'words' | 'scores' | 'roles'>

function describeClause({ text, base }: Sentence, segment: Segment, topics: readonly TopicPlace[]): Clause {
  const clause = text.slice(segment.start, segment.end)
  const words = layWords([
    [stemsOf(topics.filter(({ stem }) => segment.words.has(stem))), near.segment],
    [stemsOf(topics.filter(({ index }) => index < segment.start)), near.ahead],
    [stemsOf(topics.filter(({ index }) => index >= segment.end)), near.behind],
  ])
  return {
    words,
    scores: lazily(() => base.scoreFacts(words)),
    roles: rolesOf(contentWords(clause).length === 0 ? text.slice(0, segment.end) : clause),
  }
}

function stemsOf(places: readonly TopicPlace[]): readonly string[] {
  return places.map(({ stem }) => stem)
}

/** The words of a promise made without a figure, at `index` of its sentence. */
export function wordsAround(sentence: Sentence, index: number): ClaimWords {
  return layWords([
    [segmentAt(sentence.segments(), index).words, near.segment],
    [contentWords(sentence.text), near.ahead],
    ...contextOf(sentence),
  ])
}

type Layer = readonly [words: Iterable<string>, nearness: number]

/** What was said before. */
function contextOf({ before, base }: Sentence): readonly Layer[] {
  return [
    [contentWords(before), near.before],
    [base.lastClientWords(), near.client],
  ]
}

function layWords(layers: readonly Layer[]): ClaimWords {
  const words = new Map<string, number>()
  for (const [layer, nearness] of layers) for (const word of layer) if (!words.has(word)) words.set(word, nearness)
  return words
}
