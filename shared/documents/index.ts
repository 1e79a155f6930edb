export type { Block, Section } from './document.ts'
export type { Reader, ReadLimits } from './readers/define-reader.ts'
export { findReader, findReaderOfType } from './readers/readers.ts'
export { readHtml } from './readers/text/read-html.ts'
