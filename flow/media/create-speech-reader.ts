import type { AttachmentKind } from '#capabilities/channels'
import type { Heard, Recogniser } from '#capabilities/speech'
import type { MediaFacts, MediaReader, MediaText, OwnerWords } from './media-reader.ts'

export interface SpeechSettings {
  /** For download and hearing together. */
  readonly timeoutMs: number
  /** Longer messages are not listened to. */
  readonly maxSeconds: number
}

// What Telegram hands out.
const maxBytes = 20 << 20

/** Listens to voice messages, audio files and videos. */
export function createSpeechReader(recogniser: Recogniser, { timeoutMs, maxSeconds }: SpeechSettings): MediaReader {
  return {
    name: 'speech',
    outageWords: { away: awayWords, back: backWords },
    kinds: ['voice', 'audio', 'video-note', 'video'],
    maxBytes,
    timeoutMs,
    refuse: ({ durationSeconds }) => ((durationSeconds ?? 0) > maxSeconds ? 'media.too_long' : null),
    async read({ bytes, facts }, signal) {
      return toMediaText(await recogniser.hear({ bytes, language: facts.language, ...nameFile(facts) }, signal))
    },
  }
}

/** Servers go by the extension, and some do not know `.oga`, as Telegram calls it. */
function nameFile({ kind, mimeType, fileName }: MediaFacts): { readonly fileName: string; readonly mimeType: string } {
  const extension = /\.([a-z0-9]{1,5})$/i.exec(fileName ?? '')?.[1]?.toLowerCase()
  const usual = usualFiles.get(kind) ?? { extension: 'bin', mimeType: 'application/octet-stream' }
  const known = extension === 'oga' ? 'ogg' : extension
  return {
    // Never the client's own name for it: a server may log what it is given.
    fileName: `${kind}.${kind === 'voice' || kind === 'video-note' ? usual.extension : (known ?? usual.extension)}`,
    mimeType: mimeType ?? usual.mimeType,
  }
}

const usualFiles: ReadonlyMap<AttachmentKind, { readonly extension: string; readonly mimeType: string }> = new Map([
  ['voice', { extension: 'ogg', mimeType: 'audio/ogg' }],
  ['audio', { extension: 'mp3', mimeType: 'audio/mpeg' }],
  ['video-note', { extension: 'mp4', mimeType: 'video/mp4' }],
  ['video', { extension: 'mp4', mimeType: 'video/mp4' }],
])

function toMediaText(heard: Heard): MediaText {
  switch (heard.kind) {
    case 'heard':
      return { kind: 'read', text: heard.text, confidence: heard.confidence }
    case 'silent':
      return { kind: 'refused', code: 'media.silent' }
    case 'refused':
      return heard
    case 'unavailable':
      return { kind: 'later', code: heard.code, retryAfterMs: heard.retryAfterMs }
  }
}

function awayWords(code: string): OwnerWords {
  return {
    ru: `Сервер речи не отвечает (${code}). Голосовые сообщения сохраняю и послушаю, когда он вернётся; клиентов пока прошу писать.`,
    en: `The speech server does not answer (${code}). I keep voice messages and will listen to them when it is back; meanwhile I ask clients to write.`,
  }
}

const backWords: OwnerWords = {
  ru: 'Сервер речи снова работает: слушаю то, что накопилось.',
  en: 'The speech server works again: I am listening to what has come meanwhile.',
}
