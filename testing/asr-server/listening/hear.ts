import { type Knowledge, recognise } from './recognise.ts'
import { toEnglishSounds } from './russian-sounds.ts'
import { runTool } from './speech-tools.ts'

/** What a real recogniser hears in a voice message. */
export type Hear = (sound: Buffer) => Promise<string>

/** English of any kind: about one word in ten is wrong. */
export const hearEnglish: Hear = sound => recognise(sound, { kind: 'english' })

/**
 * Russian, as far as it is one of these sentences: no model of Russian can be had, so each word is put into the sounds of English
 * that are nearest to those that espeak-ng speaks. Any other sentence is heard as one of these, or not at all.
 */
export async function createRussianHearing(sentences: readonly string[]): Promise<Hear> {
  const words = [...new Set(sentences.flatMap(wordsOf))]
  const knowledge: Knowledge = {
    kind: 'grammar',
    grammar: writeGrammar(sentences, words),
    dictionary: await writeDictionary(words),
  }
  return async sound => {
    const heard = await recognise(sound, knowledge)
    const keys = heard.split(' ').filter(Boolean)
    return keys.flatMap(key => words[Number(key.slice(1))] ?? []).join(' ')
  }
}

function wordsOf(sentence: string): readonly string[] {
  return sentence.toLowerCase().match(/[\p{L}\p{N}-]+/gu) ?? []
}

/** Words go by number: the recogniser's files know ASCII only. */
function writeGrammar(sentences: readonly string[], words: readonly string[]): string {
  const written = sentences.map(sentence =>
    wordsOf(sentence)
      .map(word => `w${words.indexOf(word)}`)
      .join(' '),
  )
  return `#JSGF V1.0;\ngrammar sentences;\npublic <sentence> = ${written.join('\n | ')};\n`
}

async function writeDictionary(words: readonly string[]): Promise<string> {
  const lines: string[] = []
  for (const [index, word] of words.entries()) {
    const phonemes = await runTool('espeak-ng', ['-v', 'ru', '-b', '1', '-q', '-x', word])
    lines.push(`w${index} ${toEnglishSounds(phonemes)}`)
  }
  return `${lines.join('\n')}\n`
}
