// As attachments name their kinds.
const spokenKinds: ReadonlySet<string> = new Set(['voice', 'audio', 'video-note', 'video'])

/** Whether what is read in a file of this kind are the client's own words; of others it is what the client shows us. */
export function isSpoken(kind: string): boolean {
  return spokenKinds.has(kind)
}
