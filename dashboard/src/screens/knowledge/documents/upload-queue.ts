import { call, isProblem, putKnowledgeDocuments } from '../../../api/index.ts'

/** A file on its way among the documents. */
export interface Upload {
  readonly id: number
  readonly file: File
  /** Where it is to lie, from the folder of the documents. */
  readonly path: string
  readonly state:
    | { readonly kind: 'waiting' | 'reading' }
    | { readonly kind: 'read'; readonly passages: number }
    /** Stored, and not readable: in the gateway's words, with the cure. */
    | { readonly kind: 'broken'; readonly error: string }
    | { readonly kind: 'exists' }
    | { readonly kind: 'refused'; readonly error: Error }
}

/** Sends one file and tells what became of it. Never throws. */
export async function sendFile(
  { file, path }: Pick<Upload, 'file' | 'path'>,
  isReplacing: boolean,
): Promise<Upload['state']> {
  try {
    const query = { path, replace: isReplacing ? ('true' as const) : ('false' as const) }
    const document = await call(putKnowledgeDocuments({ query, body: file }))
    if (document.error !== null) return { kind: 'broken', error: document.error }
    return { kind: 'read', passages: document.passages }
  } catch (error) {
    if (isProblem(error) && error.code === 'document.exists') return { kind: 'exists' }
    return { kind: 'refused', error: error instanceof Error ? error : new Error(String(error)) }
  }
}
