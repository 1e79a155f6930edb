import snowball from 'snowball-stemmers'

// Knows the words of Chinese and Thai, too.
const words = new Intl.Segmenter('th', { granularity: 'word' })
const russian = snowball.newStemmer('russian')
const english = snowball.newStemmer('english')

/** The words of a text as ICU cuts them, in lower case. */
export function listWords(text: string): readonly string[] {
  const folded = text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е')
  return [...words.segment(folded)].flatMap(({ segment, isWordLike }) => (isWordLike ? [segment] : []))
}

export function listStems(text: string): readonly string[] {
  return listWords(text).map(stem)
}

/** Runs of `size` characters of each word with its ends marked; a word that is shorter, whole. */
export function listGrams(text: string, size: number): readonly string[] {
  return listWords(text).flatMap(word => {
    const characters = [...`_${word}_`]
    if (characters.length <= size) return [characters.join('')]
    return characters.slice(size - 1).map((_, at) => characters.slice(at, at + size).join(''))
  })
}

/** Stems and runs of four characters side by side: over many texts the best of what was tried. */
export function listStemsAndGrams(text: string): readonly string[] {
  return [...listStems(text).map(one => `.${one}`), ...listGrams(text, 4)]
}

function stem(word: string): string {
  if (/^[а-я]+$/.test(word)) return russian.stem(word)
  return /^[a-z]+$/.test(word) ? english.stem(word) : word
}
