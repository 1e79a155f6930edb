import { type Sound, soundOf } from './sound-of.ts'

/** Stems with their mark, by their sound and the letters they are written in. */
export type Sounds = ReadonlyMap<string, string>

export function listSounds(stems: readonly string[]): Sounds {
  const sounds = new Map<string, string>()
  for (const stem of stems) {
    const sound = soundOf(stem)
    if (sound !== null && !sounds.has(keyOf(sound))) sounds.set(keyOf(sound), stem)
  }
  return sounds
}

/** The known stem that is the same word in the other letters: «Лаян» for "Layan". Null when there is none. */
export function findSameSound(stem: string, sounds: Sounds): string | null {
  const own = soundOf(stem)
  if (own === null) return null
  // Russian stems are short: to a word of four letters («Перу») half of them would sound alike.
  if (own.script === 'latin' && own.sound.length < shortestLatin) return null
  return sounds.get(keyOf({ ...own, script: own.script === 'latin' ? 'cyrillic' : 'latin' })) ?? null
}

const shortestLatin = 4

function keyOf({ script, sound }: Sound): string {
  return `${script} ${sound}`
}
