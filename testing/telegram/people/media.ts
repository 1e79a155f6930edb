import type { MessageContent } from '../state/api-types.ts'
import { describeFile } from '../state/describe-file.ts'
import type { EmulatedBot } from '../state/emulated-bot.ts'
import type { FileKind, StoredFile } from '../state/file-store.ts'
import { getAccount, type Person, type World } from '../state/world.ts'
import { detectEntities } from '../validation/detect-entities.ts'
import { post, type Said, type SayOptions } from './say.ts'

export interface MediaOptions extends SayOptions {
  /** The file. Default: a few bytes that say what they stand for. */
  readonly bytes?: Buffer
  /** The size Telegram tells, where it should differ from `bytes`: a 30 MB file needs no 30 MB. */
  readonly sizeBytes?: number
  readonly name?: string
  readonly mimeType?: string
  readonly caption?: string
  readonly durationSeconds?: number
  /** Messages with the same id are one album. */
  readonly mediaGroupId?: string
  /** The emoji of a sticker. */
  readonly emoji?: string
}

export interface MediaToSend extends MediaOptions {
  readonly kind: FileKind
}

/** A person sends a file. */
export function sendMedia(world: World, person: Person, bot: EmulatedBot, media: MediaToSend): Said {
  const bytes = media.bytes ?? Buffer.from(`a ${media.kind} made by the emulator`)
  const { kind, sizeBytes, name, mimeType } = media
  const file = getAccount(world, bot).files.add({ kind, bytes, sizeBytes, name, mimeType })
  shareWithGroup(world, media, file)
  const content: MessageContent = {
    ...describeFile(kind, file, media),
    ...captionOf(media.caption),
    media_group_id: media.mediaGroupId,
  }
  return post(world, person, bot, content, media)
}

function shareWithGroup(world: World, { chat }: MediaToSend, file: StoredFile): void {
  if (chat === undefined || 'connectionId' in chat) return
  for (const { account } of world.groups.get(chat.id)?.bots.values() ?? []) account.files.share(file)
}

function captionOf(caption: string | undefined): MessageContent {
  if (caption === undefined || caption === '') return {}
  const entities = detectEntities(caption)
  return { caption, caption_entities: entities.length === 0 ? undefined : entities }
}
