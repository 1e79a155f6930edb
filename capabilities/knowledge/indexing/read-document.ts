import { readFile } from 'node:fs/promises'
import { findReader } from '#shared/documents'
import { AppError, errorCode, type Logger } from '#shared/utils'
import { type Chunk, chunkDocument } from '../chunking/chunk-document.ts'
import type { FoundFile } from './scan-folder.ts'

export type ReadOutcome =
  | { readonly kind: 'read'; readonly chunks: readonly Chunk[] }
  /** `error` names the place and the cure, for the owner. */
  | { readonly kind: 'failed'; readonly error: string }

// The owner's own files: as long as they are, but no archive that would fill the memory.
const limits = { maxPages: Number.POSITIVE_INFINITY, maxUnpackedBytes: 200 * 1024 * 1024 }

/** What the file says, cut into passages. Whatever is wrong with it is an outcome: one file never stops the others. */
export async function readDocument(file: FoundFile, bytes: Buffer, logger: Logger): Promise<ReadOutcome> {
  const reader = findReader(file.path)
  if (reader === null) {
    return {
      kind: 'failed',
      error: `${file.path} is of a kind that is not read. Save it as .md, .txt, .html, .pdf, .docx, .csv or .xlsx.`,
    }
  }
  try {
    const chunks = chunkDocument(await reader.read(bytes, file.path, limits))
    if (chunks.length > 0) return { kind: 'read', chunks }
    return { kind: 'failed', error: `${file.path} holds no text. Fill it in or delete it.` }
  } catch (error) {
    // This is where a library meets a stranger's file: any surprise is the file's.
    logger.warn('knowledge.document_failed', { path: file.path, code: errorCode(error) })
    const words = error instanceof AppError ? error.public : undefined
    return {
      kind: 'failed',
      error: words ?? `${file.path} cannot be read. Open it and save it again, or in another format.`,
    }
  }
}

/** Null when it was deleted or locked meanwhile: the next round looks again. */
export async function readBytes(file: FoundFile): Promise<Buffer | null> {
  return readFile(file.location).catch(() => null)
}
