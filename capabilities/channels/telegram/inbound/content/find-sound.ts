import type { TelegramFile } from './file-schema.ts'

/** What a file that was sent as a document is to be heard as; null for one that is not to be heard. */
export function findSound({ mime_type = '', file_name = '' }: TelegramFile): 'audio' | 'video' | null {
  const type = mime_type.toLowerCase()
  // Programs in TypeScript are sent as MPEG transport streams, by the end of their names.
  if (type === 'video/mp2t') return null
  if (type.startsWith('audio/')) return 'audio'
  if (type.startsWith('video/')) return 'video'
  // A sender who knows that it is a text or a picture knows better than the name.
  if (/^(?:text|image)\//.test(type)) return null
  if (/\.(?:aac|aiff?|amr|flac|m4a|mp3|og[ag]|opus|wav|wma)$/i.test(file_name)) return 'audio'
  return /\.(?:3gp|avi|m4v|mkv|mov|mp4|mpe?g|webm|wmv)$/i.test(file_name) ? 'video' : null
}
