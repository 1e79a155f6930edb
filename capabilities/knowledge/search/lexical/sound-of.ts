/** How a stem sounds, and in which letters it is written. */
export interface Sound {
  readonly script: 'cyrillic' | 'latin'
  readonly sound: string
}

/**
 * One spelling for what sounds alike in Russian and English letters, so that «вилла в Лаяне» finds "villa, Layan": names and loan words,
 * not translations. Takes a stem with its mark. Null for other scripts, and where too little is left to know the word by.
 */
export function soundOf(stem: string): Sound | null {
  const script = /^\.[а-я]+$/.test(stem) ? 'cyrillic' : 'latin'
  if (script === 'latin' && !/^\.[a-z]+$/.test(stem)) return null
  const sound = stem
    .slice(1)
    .replace(/[а-я]/g, letter => letters[letter] ?? '')
    .replace(/oo/g, 'u')
    .replace(/ee/g, 'i')
    .replace(/ph/g, 'f')
    .replace(/x/g, 'ks')
    .replace(/c(?!h)|q/g, 'k')
    .replace(/w/g, 'v')
    .replace(/y/g, 'i')
    .replace(/z(?!h)/g, 's')
    .replace(/(.)\1+/g, '$1')
    // English keeps the last vowel of a word that Russian declines away: villa, condo, studio.
    .replace(/(?<=...)[aeiou]+$/, '')
  return stem.length > shortest && sound.length >= shortest ? { script, sound } : null
}

const shortest = 3

const letters: Readonly<Record<string, string>> = Object.fromEntries(
  'а a|б b|в v|г g|д d|е e|ж zh|з z|и i|й i|к k|л l|м m|н n|о o|п p|р r|с s|т t|у u|ф f|х h|ц ts|ч ch|ш sh|щ sh|ъ |ы i|ь |э e|ю iu|я ia'
    .split('|')
    .map(pair => pair.split(' ')),
)
