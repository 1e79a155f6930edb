import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inFolder } from './in-folder.ts'
import { englishModel, runTool } from './speech-tools.ts'

/** What pocketsphinx goes by besides its sounds of English. */
export type Knowledge =
  /** English of any kind, as its model knows it. */
  | { readonly kind: 'english' }
  /** The sentences of a grammar (JSGF), in the words of a dictionary (a word and its sounds a line). */
  | { readonly kind: 'grammar'; readonly grammar: string; readonly dictionary: string }

/** Decodes a voice message and listens to it: the words as pocketsphinx writes them, in lower case; '' when it hears none. */
export async function recognise(sound: Buffer, knowledge: Knowledge): Promise<string> {
  return inFolder(async folder => {
    const heard = join(folder, 'heard')
    const wave = join(folder, 'heard.wav')
    await writeFile(heard, sound)
    await runTool('ffmpeg', ['-v', 'error', '-y', '-i', heard, '-ac', '1', '-ar', '16000', wave])
    const known = await writeKnowledge(folder, knowledge)
    const model = ['-hmm', join(englishModel, 'en-us'), '-logfn', '/dev/null']
    const text = await runTool('pocketsphinx_continuous', ['-infile', wave, ...model, ...known])
    return text.split(/\s+/).filter(Boolean).join(' ')
  })
}

async function writeKnowledge(folder: string, knowledge: Knowledge): Promise<readonly string[]> {
  if (knowledge.kind === 'english') {
    return ['-lm', join(englishModel, 'en-us.lm.bin'), '-dict', join(englishModel, 'cmudict-en-us.dict')]
  }
  const grammar = join(folder, 'sentences.gram')
  const dictionary = join(folder, 'words.dict')
  await writeFile(grammar, knowledge.grammar)
  await writeFile(dictionary, knowledge.dictionary)
  return ['-jsgf', grammar, '-dict', dictionary]
}
