/** The part of snowball-stemmers that is used here; the package brings no types. */
declare module 'snowball-stemmers' {
  const snowball: { newStemmer(language: 'english' | 'russian'): { stem(word: string): string } }
  export = snowball
}
