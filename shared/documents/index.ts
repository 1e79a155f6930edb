export type { Block, Section } from './document.ts'
export type { Reader, ReadLimits } from './readers/define-reader.ts'
export { findReader, findReaderOfType } from './readers/readers.ts'
export { decodeText } from './readers/text/decode-text.ts'
