import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inFolder } from './in-folder.ts'
import { runTool } from './speech-tools.ts'

/** A voice message as Telegram's apps record it: OGG, Opus, 48 kHz, one channel. English by flite, Russian by espeak-ng. */
export async function speak(text: string, language: 'en' | 'ru'): Promise<Buffer> {
  return inFolder(async folder => {
    const wave = join(folder, 'speech.wav')
    const voice = join(folder, 'voice.ogg')
    const words = join(folder, 'words.txt')
    await writeFile(words, text)
    if (language === 'en') await runTool('flite', ['-voice', 'slt', '-f', words, '-o', wave])
    // `-b 1` says that the text is UTF-8: otherwise it is sometimes spelled letter by letter.
    else await runTool('espeak-ng', ['-v', 'ru', '-b', '1', '-s', '140', '-f', words, '-w', wave])
    const opus = ['-ac', '1', '-ar', '48000', '-c:a', 'libopus', '-b:a', '24k', '-application', 'voip']
    await runTool('ffmpeg', ['-v', 'error', '-y', '-i', wave, ...opus, voice])
    return readFile(voice)
  })
}
