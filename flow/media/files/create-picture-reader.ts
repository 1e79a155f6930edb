import type { MediaReader } from '../media-reader.ts'
import type { LookAt } from './look-at.ts'
import { filesAway, filesBack } from './outage-words.ts'

// What Telegram hands out; its own photos are far smaller.
const maxBytes = 20 << 20
const timeoutMs = 60_000

/** Has photos described. */
export function createPictureReader(lookAt: LookAt): MediaReader {
  return {
    name: 'pictures',
    outageWords: { away: filesAway, back: filesBack },
    kinds: ['photo'],
    maxBytes,
    timeoutMs,
    refuse: lookAt.refuse,
    read: lookAt.read,
  }
}
