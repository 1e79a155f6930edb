import { findReader } from '#shared/documents'

export type PathCheck =
  /** As it is stored: with `/`, in Unicode's composed form. */
  { readonly kind: 'good'; readonly path: string } | { readonly kind: 'bad'; readonly because: 'path' | 'file-type' }

// Windows and ext4 take 255 bytes a name; Cyrillic has two a letter.
const longestName = 120
const longestPath = 300
const deepest = 5

/**
 * Whether a path that somebody sends may become a file among the documents: it must stay below the folder on every system, must not
 * be hidden, and must be of a kind that is read. Pure; what links on the disk do is looked at when the file is placed.
 */
export function checkPath(text: string): PathCheck {
  const path = text.normalize('NFC')
  const parts = path.split('/')
  const isPlain = path.length <= longestPath && parts.length <= deepest && parts.every(isPlainName)
  if (!isPlain) return { kind: 'bad', because: 'path' }
  return findReader(path) === null ? { kind: 'bad', because: 'file-type' } : { kind: 'good', path }
}

/** No name of a system, no hidden file, nothing that another system would read as something else. */
function isPlainName(name: string): boolean {
  const isOdd = name === '' || name.length > longestName || name !== name.trim() || name.endsWith('.')
  const isHidden = name.startsWith('.') || name.startsWith('~$')
  return !isOdd && !isHidden && !/[\\:*?"<>|\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(name) && !reserved.test(name)
}

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
