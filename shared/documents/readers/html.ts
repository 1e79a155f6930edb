import { defineReader } from './define-reader.ts'
import { decodeText } from './text/decode-text.ts'
import { readHtml } from './text/read-html.ts'

export const htmlReader = defineReader({
  extensions: ['html', 'htm'],
  mimeTypes: ['text/html', 'application/xhtml+xml'],
  read: async (bytes, path) => readHtml(decodeText(bytes, path)),
})
