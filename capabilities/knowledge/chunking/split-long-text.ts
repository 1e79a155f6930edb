const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' })
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * Cuts text into pieces of at most `maxUnits` UTF-16 units: between sentences, else between words, else between graphemes.
 * Each step takes at least one piece off, so it ends whatever the text is.
 */
export function splitLongText(text: string, maxUnits: number): readonly string[] {
  if (text.length <= maxUnits) return text === '' ? [] : [text]
  const pieces = [...sentences.segment(text)].flatMap(({ segment }) => splitSentence(segment, maxUnits))
  return joinPieces(pieces, maxUnits)
}

function splitSentence(sentence: string, maxUnits: number): readonly string[] {
  if (sentence.length <= maxUnits) return [sentence]
  return (sentence.match(/\S+\s*/g) ?? []).flatMap(word => splitWord(word, maxUnits))
}

function splitWord(word: string, maxUnits: number): readonly string[] {
  if (word.length <= maxUnits) return [word]
  return joinPieces(
    [...graphemes.segment(word)].map(({ segment }) => segment),
    maxUnits,
  )
}

/** A grapheme longer than the limit stays whole: half of one is no character. */
function joinPieces(pieces: readonly string[], maxUnits: number): readonly string[] {
  const joined: string[] = []
  let current = ''
  for (const piece of pieces) {
    if (current !== '' && current.length + piece.trimEnd().length > maxUnits) {
      joined.push(current.trim())
      current = ''
    }
    current += piece
  }
  return [...joined, current.trim()].filter(piece => piece !== '')
}
