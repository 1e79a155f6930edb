import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Clock } from '#shared/utils'
import type { DocumentLimits, DocumentOutcome } from './document-outcome.ts'
import { type FileClaims, findName } from './find-name.ts'
import type { ReadingTask } from './read-in-process.ts'

// Beside this file: as TypeScript in a test, as JavaScript once built.
const isSource = import.meta.url.endsWith('.ts')
const program = fileURLToPath(new URL(isSource ? './read-in-process.ts' : './read-in-process.js', import.meta.url))
// The libraries need 30 MB; a table of a hundred thousand rows 150.
const execArgv = ['--max-old-space-size=192', ...(isSource ? ['--conditions=source', '--import', 'tsx'] : [])]
const maxUnpackedBytes = 50 * 1024 * 1024

export interface ReadDocumentOptions extends DocumentLimits {
  readonly clock: Clock
  readonly signal: AbortSignal
}

/**
 * What a document of a stranger says: PDF, Word, Excel, CSV, Markdown, HTML or text. Read in a process of its own, without our
 * environment, that ends with the file: it cannot hold up the replies, outlast its time, fill our memory or take us down with it, and
 * the libraries take no memory between two files. Never rejects.
 */
export function readDocument(
  bytes: Uint8Array,
  claims: FileClaims,
  options: ReadDocumentOptions,
): Promise<DocumentOutcome> {
  const name = findName(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), claims)
  if (name === null) return Promise.resolve({ kind: 'refused', code: 'document.unknown_kind' })
  if (options.signal.aborted) return Promise.resolve({ kind: 'cancelled' })
  const { maxCharacters, maxPages } = options
  return askProcess({ bytes, name, maxCharacters, maxPages, maxUnpackedBytes }, options)
}

function askProcess(task: ReadingTask, { timeoutMs, clock, signal }: ReadDocumentOptions): Promise<DocumentOutcome> {
  const child = fork(program, {
    execArgv,
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  return new Promise(resolve => {
    const settle = (outcome: DocumentOutcome): void => {
      stopTimer()
      signal.removeEventListener('abort', cancel)
      child.kill('SIGKILL')
      resolve(outcome)
    }
    const cancel = (): void => settle({ kind: 'cancelled' })
    const stopTimer = clock.after(timeoutMs, () => settle({ kind: 'refused', code: 'document.too_slow' }))
    signal.addEventListener('abort', cancel, { once: true })
    child.once('message', answer => settle(answer as DocumentOutcome))
    child.once('error', () => settle({ kind: 'refused', code: 'document.unreadable' }))
    child.once('exit', (_code, killedBy) => settle({ kind: 'refused', code: codeOf(killedBy) }))
    // Where the process is gone already, its exit says so.
    child.send(task, () => {})
  })
}

/** V8 aborts where its memory ends. */
function codeOf(killedBy: NodeJS.Signals | null): string {
  return killedBy === 'SIGABRT' ? 'document.too_heavy' : 'document.unreadable'
}
