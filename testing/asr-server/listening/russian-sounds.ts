/** espeak-ng's names of Russian sounds, longest first, and the English sounds that are nearest to them. */
const nearest: readonly (readonly [name: string, sounds: string])[] = [
  ["s'", 'S'],
  ['tS;', 'CH'],
  ['tS', 'CH'],
  ['ts', 'T S'],
  ['dZ', 'JH'],
  ['S;', 'SH'],
  ['i^', 'IY'],
  ['E2', 'EH'],
  ['e#', 'EH'],
  ['A', 'AA'],
  ['a', 'AA'],
  ['V', 'AH'],
  ['@', 'AH'],
  ['E', 'EH'],
  ['e', 'EH'],
  ['I', 'IH'],
  ['i', 'IY'],
  ['y', 'IH'],
  ['Y', 'IH'],
  ['o', 'AO'],
  ['O', 'AO'],
  ['u', 'UW'],
  ['U', 'UH'],
  ['b', 'B'],
  ['v', 'V'],
  ['g', 'G'],
  ['Q', 'G'],
  ['d', 'D'],
  ['Z', 'ZH'],
  ['z', 'Z'],
  ['j', 'Y'],
  ['k', 'K'],
  ['l', 'L'],
  ['m', 'M'],
  ['n', 'N'],
  ['p', 'P'],
  ['r', 'R'],
  ['R', 'R'],
  ['s', 'S'],
  ['t', 'T'],
  ['f', 'F'],
  ['x', 'HH'],
  ['h', 'HH'],
  ['S', 'SH'],
  ['w', 'W'],
]

/** `zVp;iS'yt;i` is `Z AH P IY SH IH T IY`: marks of stress, length and softness say nothing to the English model. */
export function toEnglishSounds(phonemes: string): string {
  const sounds: string[] = []
  for (let rest = phonemes.trim(); rest !== ''; ) {
    const found = nearest.find(([name]) => rest.startsWith(name))
    if (found !== undefined) sounds.push(found[1])
    rest = rest.slice(found?.[0].length ?? 1)
  }
  return sounds.join(' ')
}
