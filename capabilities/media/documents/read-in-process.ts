import { findReader } from '#shared/documents'
import { truncate } from '#shared/utils'
import type { DocumentOutcome } from './document-outcome.ts'
import { writeSections } from './write-sections.ts'

/** What the process is asked. */
export interface ReadingTask {
  readonly bytes: Uint8Array
  /** Its end says of what kind the file is. */
  readonly name: string
  readonly maxCharacters: number
  readonly maxPages: number
  readonly maxUnpackedBytes: number
}

// This file is a program: it reads one file for its parent, and ends when that has what it wants.
process.once('message', (task: ReadingTask) => void readTask(task).then(outcome => process.send?.(outcome)))

async function readTask({ bytes, name, maxCharacters, ...limits }: ReadingTask): Promise<DocumentOutcome> {
  const reader = findReader(name)
  if (reader === null) return { kind: 'refused', code: 'document.unknown_kind' }
  try {
    const text = writeSections(await reader.read(Buffer.from(bytes), name, limits))
    if (text === '') return { kind: 'refused', code: 'document.empty' }
    return { kind: 'read', text: truncate(text, maxCharacters), isCut: text.length > maxCharacters }
  } catch {
    // This is where a library meets a stranger's file: any surprise is the file's.
    return { kind: 'refused', code: 'document.unreadable' }
  }
}
