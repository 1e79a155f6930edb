import { defineReader } from './define-reader.ts'
import { decodeText } from './text/decode-text.ts'
import { readMarkdown } from './text/read-markdown.ts'

export const markdownReader = defineReader({
  extensions: ['md', 'markdown'],
  mimeTypes: ['text/markdown'],
  read: async (bytes, path) => readMarkdown(decodeText(bytes, path)),
})
