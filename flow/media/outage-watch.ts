import type { MediaReader, OwnerWords } from './media-reader.ts'

/** Remembers which readers are away, so that the owner is told once an outage and not once a message. */
export interface OutageWatch {
  noteAway(reader: MediaReader, code: string): Promise<void>
  /** True when it had been away. */
  noteBack(reader: MediaReader): Promise<boolean>
}

/** One for all accounts of a process: they share their readers. */
export function createOutageWatch(tellOwner: (words: OwnerWords) => Promise<void>): OutageWatch {
  const away = new Set<string>()
  return {
    async noteAway({ name, outageWords }, code) {
      if (away.has(name)) return
      away.add(name)
      await tellOwner(outageWords.away(code))
    },
    async noteBack({ name, outageWords }) {
      if (!away.delete(name)) return false
      await tellOwner(outageWords.back)
      return true
    },
  }
}
