import { foldForSearch } from '#shared/utils'

// Scripts that put no spaces between words. The segmenter of ICU knows their words, and costs ten times a regular expression.
const unspaced =
  /[\p{Script=Han}\p{Script=Thai}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const run = new RegExp(
  `(?:${unspaced.source}|[\\u0E31-\\u0E4E])+|(?:(?!${unspaced.source})[\\p{L}\\p{M}\\p{N}])+|[₽$€฿¥]`,
  'gu',
)
const words = new Intl.Segmenter('th', { granularity: 'word' })

// «Wi-Fi» and "wifi", "e-bike" and "ebike" are one word to a client.
const shortHyphenated = /(?<![\p{L}\p{N}])(\p{Script=Latin}{1,2})-(\p{Script=Latin}{1,8})(?![\p{L}\p{N}-])/gu

/** The words of a text, folded, in reading order. Signs of money count as words. */
export function listWords(text: string): readonly string[] {
  const folded = foldForSearch(text)
    // The compatibility form takes the Thai vowel «ำ» apart, and the segmenter then cuts its words in the wrong places.
    .replaceAll('\u0E4D\u0E32', '\u0E33')
    .replaceAll(/(?<=\p{L})['’ʼ](?=\p{L})/gu, '')
    .replaceAll(shortHyphenated, (_, start: string, end: string) =>
      end.length > 2 ? `${start}${end} ${end}` : start + end,
    )
  return (folded.match(run) ?? []).flatMap(part => (unspaced.test(part) ? segment(part) : [part]))
}

function segment(part: string): readonly string[] {
  return [...words.segment(part)].flatMap(({ segment, isWordLike }) => (isWordLike ? [segment] : []))
}
