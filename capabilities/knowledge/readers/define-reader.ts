import { AppError } from '#shared/utils'
import type { Section } from '../document.ts'

/** One kind of file: a new one is a file beside this and a line in `readers.ts`. */
export interface Reader {
  /** Without the dot, lower case. */
  readonly extensions: readonly string[]
  /**
   * Throws what `unreadable` makes when the file is broken. `path` is only for its words. Heavy libraries are imported inside,
   * so that a platform that never meets such a file never holds them in memory.
   */
  read(bytes: Buffer, path: string): Promise<readonly Section[]>
}

export function defineReader(reader: Reader): Reader {
  return reader
}

/** A file that cannot be read. `problem` names the place and what was found, `cure` what the owner can do. */
export function unreadable(problem: string, cure: string, cause?: unknown): AppError {
  const words = `${problem}. ${cure}`
  return new AppError('knowledge.unreadable', words, { cause, public: words })
}
