import { unreadable } from '../define-reader.ts'

/**
 * Text of a file in whatever encoding an owner's editor wrote: a byte order mark decides, else UTF-8 when the bytes are valid in
 * it, else windows-1251, which is what Russian Excel and Notepad write. Line ends become `\n`.
 */
export function decodeText(bytes: Buffer, path: string): string {
  const text = decode(bytes)
  if (text.includes('\0')) {
    throw unreadable(
      `${path} is not a text file: it holds zero bytes`,
      'Save it as text in UTF-8, or give it its right extension.',
    )
  }
  return text.replaceAll(/\r\n?/g, '\n')
}

function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1251').decode(bytes)
  }
}
