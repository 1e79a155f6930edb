import type { ContextMessage } from '#capabilities/conversations'

/**
 * The pictures of an album come as messages of their own, so that each can be edited, quoted and deleted; for whoever answers they
 * are one message: its captions, and all its files. Messages that are no album stay as they are.
 */
export function mergeAlbums(messages: readonly ContextMessage[]): readonly ContextMessage[] {
  const merged: ContextMessage[] = []
  const places = new Map<string, number>()
  for (const message of messages) {
    const group = groupOf(message)
    const place = group === null ? undefined : places.get(group)
    if (place === undefined) {
      if (group !== null) places.set(group, merged.length)
      merged.push(message)
      continue
    }
    const album = merged[place]
    if (album !== undefined) merged[place] = join(album, message)
  }
  return merged
}

function groupOf({ role, metadata }: ContextMessage): string | null {
  // Most messages have no metadata, and few of those that have are pictures.
  if (role !== 'user' || metadata?.includes('"mediaGroupId"') !== true) return null
  const { mediaGroupId } = readMetadata(metadata)
  return typeof mediaGroupId === 'string' ? mediaGroupId : null
}

function join(album: ContextMessage, part: ContextMessage): ContextMessage {
  const [own, other] = [readMetadata(album.metadata), readMetadata(part.metadata)]
  const media = [...listOf(own.media), ...listOf(other.media)]
  return {
    ...album,
    content: joinWords(album.content, part.content),
    metadata: JSON.stringify({ ...other, ...own, ...(media.length > 0 && { media }) }),
  }
}

/** Captions are words; `[photo]` only stands where there are none. */
function joinWords(one: string, other: string): string {
  const isPlaceholder = (text: string): boolean => /^\[[^\]\n]*\]$/.test(text)
  if (isPlaceholder(other) && !isPlaceholder(one)) return one
  if (isPlaceholder(one) && !isPlaceholder(other)) return other
  if (isPlaceholder(one)) return `[${one.slice(1, -1)}, ${other.slice(1, -1)}]`
  return one === other ? one : `${one}\n${other}`
}

function readMetadata(metadata: string | null): Readonly<Record<string, unknown>> {
  // Written by us from a record.
  return JSON.parse(metadata ?? '{}') as Readonly<Record<string, unknown>>
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
