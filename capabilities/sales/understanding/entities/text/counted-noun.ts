import type { Token } from './tokens.ts'

// Words that look like a plural, and are none.
const neverCounted =
  /^(?:все[йхм]?|моей|моих|нашей|наших|ваших|своей|этой|этих|той|тех|чей|более|бюджетов|готов|готовы|максимум|нов(?:ый|ая)|раз|раза|разов|больше|меньше|хватит|есть|пока|если|или|для|без|при|под|над|как|так|уже|еще|хотя|только|это|вроде|наверно|типа|this|is|was|as|has|does|yes|plus|less|us|its|his|thanks|pls|bonus|always|perhaps|unless|across|tops|was|gross|net|minus|vs)$/
const genitivePlural =
  /(?:ов|ев|ей|ий|ек|ок|ец|ниц|ций|ств|шт|тов|кв|нок|дел|мест|слов|писем|машин|квартир|заявок|услуг|книг|встреч|задач|страниц|команд|точек|единиц|сделок|минут)$/
const few = /[аяиы]$/
const englishPlural = /[a-z]{2,}s$|^(?:people|children|staff|leads)$/
const adjective = /(?:ых|их|шт)$/

export interface NounRead {
  /** As folded: «входящих заявок». */
  readonly words: string
  readonly next: number
}

/**
 * The noun counted by the number before token `at`: «100 документов», «3 заявки», "500 support calls". Shape alone
 * decides (a genitive plural, an English plural), because the nouns of clients' trades are not to be listed.
 */
export function readCountedNoun(tokens: readonly Token[], at: number, isFew: boolean): NounRead | null {
  const first = tokens[at]
  if (first?.kind !== 'word' || neverCounted.test(first.text)) return null
  const second = tokens[at + 1]
  if (isNoun(first.text, isFew)) return { words: first.text, next: at + 1 }
  const isAdjective = adjective.test(first.text) || /^[a-z]{3,}$/.test(first.text)
  const isBridge = /^(?:in|per|for|and|or|to|at|by|the|from|with|each|every|on|a|we|our|that)$/.test(first.text)
  if (!isAdjective || isBridge || second?.kind !== 'word' || neverCounted.test(second.text)) return null
  return isNoun(second.text, isFew) ? { words: `${first.text} ${second.text}`, next: at + 2 } : null
}

function isNoun(word: string, isFew: boolean): boolean {
  if (word.length < 3) return word === 'шт'
  return genitivePlural.test(word) || englishPlural.test(word) || (isFew && few.test(word))
}
