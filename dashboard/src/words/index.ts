/** What is said, and how dates and numbers are written, in the language of the screens. */
export { defineWords, type Language, type Values, type Words } from './define-words.ts'
export { useLanguage } from './language-provider.tsx'
export { type Format, useFormat } from './use-format.ts'
export { type Say, useWords } from './use-words.ts'
