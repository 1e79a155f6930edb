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
    .map(piece => piece.trim())
    .filter(piece => piece !== '')
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

/** White space stays where it was, so that pieces of pieces still stand apart. A grapheme longer than the limit stays whole. */
function joinPieces(pieces: readonly string[], maxUnits: number): readonly string[] {
  const joined: string[] = []
  let current = ''
  for (const piece of pieces) {
    if (current !== '' && current.length + piece.trimEnd().length > maxUnits) {
      joined.push(current)
      current = ''
    }
    current += piece
  }
  return [...joined, current]
}
