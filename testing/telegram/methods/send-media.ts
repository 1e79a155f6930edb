import type { MessageContent } from '../state/api-types.ts'
import { describeFile } from '../state/describe-file.ts'
import type { FileKind, StoredFile } from '../state/file-store.ts'
import { checkCaption } from '../validation/check-text.ts'
import { type ApiCall, answer, defineMethod } from '../wire/api-call.ts'
import type { UploadedFile } from '../wire/body/parse-multipart.ts'
import { readInteger, readText } from '../wire/params.ts'
import { badRequest } from '../wire/refusal.ts'
import { postMessage } from './post-message.ts'

const maxPhotoBytes = 10 << 20
const attachPrefix = 'attach://'

export const sendPhoto = defineSend('sendPhoto', 'photo')
export const sendVoice = defineSend('sendVoice', 'voice')
export const sendAudio = defineSend('sendAudio', 'audio')
export const sendDocument = defineSend('sendDocument', 'document')

function defineSend(name: string, kind: FileKind) {
  return defineMethod({
    name,
    isMetered: true,
    run(call) {
      const caption = checkCaption(call.params)
      const file = takeFile(call, kind)
      return answer(postMessage(call, { ...describe(call, kind, file), ...captionOf(caption) }))
    },
  })
}

function captionOf({ text, entities }: ReturnType<typeof checkCaption>): MessageContent {
  if (text === '') return {}
  return { caption: text, caption_entities: entities.length === 0 ? undefined : entities }
}

function describe(call: ApiCall, kind: FileKind, file: StoredFile): MessageContent {
  return describeFile(kind, file, {
    durationSeconds: readInteger(call.params, 'duration'),
    title: readText(call.params, 'title'),
  })
}

/** The file of a call: uploaded under the field's own name or behind attach://, or one that the bot knows by its id. */
function takeFile(call: ApiCall, kind: FileKind): StoredFile {
  const value = readText(call.params, kind)
  const uploaded = call.files.get(value.startsWith(attachPrefix) ? value.slice(attachPrefix.length) : kind)
  if (uploaded !== undefined) return storeUpload(call, kind, uploaded)
  if (value === '' || value.startsWith(attachPrefix)) throw badRequest(`there is no ${kind} in the request`)
  const known = call.bot.files.find(value)
  if (known !== null) return known
  // A real server would fetch a URL; this one is offline on purpose.
  if (/^https?:/.test(value)) throw badRequest('failed to get HTTP URL content')
  throw badRequest('wrong file identifier/HTTP URL specified')
}

function storeUpload(call: ApiCall, kind: FileKind, uploaded: UploadedFile): StoredFile {
  if (uploaded.bytes.length === 0) throw badRequest('file must be non-empty')
  if (kind === 'photo' && uploaded.bytes.length > maxPhotoBytes) {
    throw badRequest(
      `file of size ${uploaded.bytes.length} bytes is too big for a photo; the maximum size is ${maxPhotoBytes} bytes`,
    )
  }
  const mimeType = uploaded.contentType === 'application/octet-stream' ? undefined : uploaded.contentType
  return call.bot.files.add({ kind, bytes: uploaded.bytes, name: uploaded.name, mimeType })
}
