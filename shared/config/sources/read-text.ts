import { readFileSync } from 'node:fs'
import { errorCode } from '#shared/utils'

export type TextFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  /** `reason` completes "the file …". */
  | { readonly kind: 'unreadable'; readonly reason: string }

/** Reads a UTF-8 file, with or without a byte order mark. */
export function readText(path: string): TextFile {
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)) }
  } catch (error) {
    const code = errorCode(error)
    if (code === 'ENOENT') return { kind: 'missing' }
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return { kind: 'unreadable', reason: 'is not UTF-8 text' }
    return { kind: 'unreadable', reason: `cannot be read (${code})` }
  }
}
