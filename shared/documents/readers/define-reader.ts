import { AppError } from '#shared/utils'
import type { Section } from '../document.ts'

/** How far a file is read. */
export interface ReadLimits {
  /** Of a PDF; what comes after is counted and left out. */
  readonly maxPages: number
  /** What a Word or Excel file, which is an archive, may unpack to. */
  readonly maxUnpackedBytes: number
}

/** One kind of file: a new one is a file beside this and a line in `readers.ts`. */
export interface Reader {
  /** Without the dot, lower case. */
  readonly extensions: readonly string[]
  /** As browsers and messengers name the kind. */
  readonly mimeTypes: readonly string[]
  /**
   * Throws what `unreadable` makes when the file is broken. `path` is only for its words. Heavy libraries are imported inside,
   * so that a platform that never meets such a file never holds them in memory.
   */
  read(bytes: Buffer, path: string, limits: ReadLimits): Promise<readonly Section[]>
}

export function defineReader(reader: Reader): Reader {
  return reader
}

/** A file that cannot be read. `problem` names the place and what was found, `cure` what the owner can do. */
export function unreadable(problem: string, cure: string, cause?: unknown): AppError {
  const words = `${problem}. ${cure}`
  return new AppError('document.unreadable', words, { cause, public: words })
}
