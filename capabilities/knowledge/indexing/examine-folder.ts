import { silentLogger } from '#shared/utils'
import { readBytes, readDocument } from './read-document.ts'
import { refuseSize } from './refresh-index.ts'
import { type FoundFile, scanFolder } from './scan-folder.ts'

export interface DocumentFolder {
  readonly folder: string
  /** Which of its files (path from the folder, with `/`) belong to this business. */
  readonly includes: (path: string) => boolean
  readonly maxFileBytes: number
}

export type FolderExamination =
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'examined'
      readonly documents: number
      /** Not looked at, because the signal came first. */
      readonly skipped: number
      /** Each with the place and the cure. */
      readonly faults: readonly string[]
    }

/** Reads every document as the indexing does, and keeps nothing: what the next look at the folder would find. */
export async function examineFolder(
  { folder, includes, maxFileBytes }: DocumentFolder,
  signal: AbortSignal,
): Promise<FolderExamination> {
  const files = (await scanFolder(folder))?.filter(({ path }) => includes(path))
  if (files === undefined) return { kind: 'absent' }
  const faults: string[] = []
  let looked = 0
  for (const file of files) {
    if (signal.aborted) break
    const fault = await findFault(file, maxFileBytes)
    if (fault !== null) faults.push(fault)
    looked += 1
  }
  return { kind: 'examined', documents: files.length, skipped: files.length - looked, faults }
}

async function findFault(file: FoundFile, maxFileBytes: number): Promise<string | null> {
  const refusal = file.refusal ?? refuseSize(file, maxFileBytes)
  if (refusal !== null) return refusal
  const bytes = await readBytes(file)
  if (bytes === null) return null
  const outcome = await readDocument(file, bytes, silentLogger)
  return outcome.kind === 'failed' ? outcome.error : null
}
