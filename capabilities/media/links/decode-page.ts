import { decodeText } from '#shared/documents'

/** The text of a page in the encoding that its server or the page itself names, or else in the one it looks like. */
export function decodePage(bytes: Buffer, contentType: string): string {
  const named = findCharset(contentType) ?? findCharset(bytes.subarray(0, 2048).toString('latin1'))
  try {
    if (named !== null) return new TextDecoder(named).decode(bytes)
  } catch {
    // A name that nobody knows.
  }
  return decodeText(bytes, 'page')
}

function findCharset(text: string): string | null {
  return /charset\s*=\s*["']?([\w-]{2,40})/i.exec(text)?.[1] ?? null
}
