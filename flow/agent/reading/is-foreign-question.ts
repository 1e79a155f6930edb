import { type Passage, relatedScore } from '#capabilities/knowledge'
import type { Playbook, Signal } from '#capabilities/sales'
import { foldForSearch } from '#shared/utils'
import { contentWords, listTopics } from '../guard/text/content-words.ts'
import type { Understanding } from './understand-turn.ts'

interface ForeignParts {
  readonly understanding: Understanding
  readonly passages: readonly Passage[]
  readonly playbook: Playbook
}

/**
 * «Кто выиграл вчера в футбол?»: a question about the world that is surely not about this business, so that no owner need answer it.
 * Sure when it asks for a deed or a fact of somebody else, speaks to nobody, and the documents, the offer and the slots know none of
 * its words. «А солярий у вас есть?» and «Какой шампунь для кудрявых волос?» may be about the business, whatever its documents hold.
 */
export function isForeignQuestion({ understanding, passages, playbook }: ForeignParts): boolean {
  const { reading, changes } = understanding
  // Whose opinion is asked is not whose matter it is.
  const text = understanding.text.replace(opinion, ' ').replaceAll(/\s+/gu, ' ').trim()
  const folded = foldForSearch(text)
  const isKnown = passages.some(({ score }) => score >= relatedScore)
  const isOurs = isKnown || changes.length > 0 || ownMatters.some(signal => reading.signals.has(signal))
  if (isOurs || addressed.test(folded) || !thirdParty.some(pattern => pattern.test(text))) return false
  const vocabulary = listVocabulary(playbook)
  const topics = listTopics(folded.replace(questionWords, ' '))
  return vocabulary.size >= tellingSize && topics.length > 0 && topics.every(topic => !vocabulary.has(topic))
}

const opinion =
  /(?<!\p{L})(?:(?:do|would) you (?:think|reckon|believe|suppose|say|know)|как (?:вы |ты )?(?:думаете|думаешь|считаете|считаешь)|(?:вы |ты )?не (?:знаете|знаешь)|по-вашему)(?!\p{L}),?/giu

const questionWords = /(?<!\p{L})(?:кто|кого|кем|какой|какая|какое|какие|каком|какую)(?!\p{L})/gu

// A playbook of a few lines says too little of a business to tell what is none of its matters.
const tellingSize = 100

const ownMatters: readonly Signal[] = ['asks-about-offer', 'asks-price', 'need', 'wants-human', 'wants-meeting']

/** «Кто выиграл …», «В каком году …», «Какая столица у Франции», "Who wrote …", "What is the capital of France". */
const thirdParty: readonly RegExp[] = [
  /^\P{L}*(?:а\s)?кто\s(?:\p{L}+\s)?\p{L}{3,}л[аи]?(?!\p{L})/iu,
  /^\P{L}*(?:а\s)?в\sкаком\sгоду(?!\p{L})/iu,
  /^\P{L}*(?:[Аа]\s)?(?:[Кк]то|[Кк]ак(?:ая|ой|ое|ие)|[Гг]де|[Кк]огда)\s(?:[\p{L},]+\s)*\p{Lu}\p{Ll}{2,}/u,
  /^\W*(?:who|when|what\syear)\s(?:was|were|did|is|has|won|wrote|\w{3,}ed)\b/iu,
  /^\W*who\s(?:will|is\sgoing\sto)\s\w+/iu,
  /^\W*(?:[Ww]ho|[Ww]hat|[Ww]here)(?:\sis|\swas|'s)\sthe\s(?:\w+\s)*of\s[A-Z][a-z]+/u,
]

/** Whoever asks us, or for themselves: «вы», "you", «можно», "is there", and verbs like «делаете». */
const addressed =
  /(?<!\p{L})(?:вы|вас|вам|вами|ваш\p{L}*|ты|тебя|мы|нам|нас|я|мне|меня|мо[йяеи]|можно|нужн\p{L}+|надо|есть|\p{L}+(?:ете|ите|етесь|итесь)|you|your\p{L}*|u|i|me|my|we|us|our|can|is there|are there|any)(?!\p{L})/u

const known = new WeakMap<Playbook, ReadonlySet<string>>()

/** The stems of everything the playbook says of what is sold and asked. */
function listVocabulary(playbook: Playbook): ReadonlySet<string> {
  const remembered = known.get(playbook)
  if (remembered !== undefined) return remembered
  const { offer, slots, intents } = playbook
  const words = [
    ...slots.flatMap(({ meaning, question, cues, choices }) => [
      ...[meaning.ru, meaning.en, question.ru, question.en, ...cues.ru, ...cues.en],
      ...choices.flatMap(({ label, words }) => [label.ru, label.en, ...words.ru, ...words.en]),
    ]),
    ...intents.flatMap(({ words }) => [...words.ru, ...words.en]),
  ]
  const vocabulary = new Set(contentWords(foldForSearch([offer, ...words].join(' '))))
  known.set(playbook, vocabulary)
  return vocabulary
}
