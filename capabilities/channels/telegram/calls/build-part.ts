import { InputFile } from 'grammy'
import type { InlineKeyboardMarkup, MessageEntity } from 'grammy/types'
import type { ChatAddress, OutboundDocument, OutboundPart, TextEntity } from '../../contract.ts'
import { documentBytes } from '../../document-bytes.ts'
import type { TelegramClient } from '../client/create-client.ts'
import { buildPlace } from './build-address.ts'

type SendMessage = Parameters<TelegramClient['raw']['sendMessage']>[0]
type SendDocument = Parameters<TelegramClient['raw']['sendDocument']>[0]
type SendVoice = Parameters<TelegramClient['raw']['sendVoice']>[0]
type SendPhoto = Parameters<TelegramClient['raw']['sendPhoto']>[0]

/** A part as text. Pure. Never a `parse_mode`: entities cannot fail to parse. */
export function buildMessage(chat: ChatAddress, part: OutboundPart): SendMessage {
  const message: SendMessage = {
    ...buildEnvelope(chat, part),
    text: part.text,
    link_preview_options: { is_disabled: true },
  }
  if (part.entities.length > 0) message.entities = buildEntities(part.entities)
  return message
}

/** A part as a file with its text as the caption. Pure. */
export function buildDocument(chat: ChatAddress, part: OutboundPart, document: OutboundDocument): SendDocument {
  return { ...buildEnvelope(chat, part), ...buildCaption(part), document: buildFile(document) }
}

/** A part as a picture with its text as the caption. Pure. */
export function buildPhoto(chat: ChatAddress, part: OutboundPart, picture: OutboundDocument): SendPhoto {
  return { ...buildEnvelope(chat, part), ...buildCaption(part), photo: buildFile(picture) }
}

/** A part as a voice message. Pure. */
export function buildVoice(chat: ChatAddress, part: OutboundPart, sound: Uint8Array): SendVoice {
  return { ...buildEnvelope(chat, part), voice: new InputFile(sound, 'voice.ogg') }
}

function buildCaption({ text, entities }: OutboundPart): Pick<SendDocument, 'caption' | 'caption_entities'> {
  return {
    ...(text !== '' && { caption: text }),
    ...(entities.length > 0 && { caption_entities: buildEntities(entities) }),
  }
}

function buildFile(document: OutboundDocument): InputFile {
  return new InputFile(documentBytes(document), toFileName(document.fileName))
}

/** Where a message goes, what it answers, and the buttons under it: what all kinds of messages share. Pure. */
export function buildEnvelope(chat: ChatAddress, { replyToMessageId, quote, buttons = [] }: OutboundPart) {
  return {
    ...buildPlace(chat),
    // The client may have deleted the message meanwhile; the answer is wanted all the same.
    ...(replyToMessageId !== null && {
      reply_parameters: {
        message_id: Number(replyToMessageId),
        allow_sending_without_reply: true,
        ...(quote !== undefined && { quote }),
      },
    }),
    ...(buttons.length > 0 && { reply_markup: buildKeyboard(buttons) }),
  }
}

function buildKeyboard(buttons: NonNullable<OutboundPart['buttons']>): InlineKeyboardMarkup {
  return { inline_keyboard: buttons.map(row => row.map(({ text, data }) => ({ text, callback_data: data }))) }
}

/** As Telegram writes them. */
export function buildEntities(entities: readonly TextEntity[]): MessageEntity[] {
  return entities.map(({ type, offset, length, url = '', language, unixTime = 0 }) => {
    if (type === 'text_link') return { type, offset, length, url }
    if (type === 'date_time') return { type, offset, length, unix_time: unixTime, date_time_format: weekdayDateAndTime }
    if (type === 'pre' && language !== undefined) return { type, offset, length, language }
    return { type, offset, length }
  })
}

/** As Telegram writes formats of instants: the day of the week, the date in full, hours and minutes. */
export const weekdayDateAndTime = 'wDt'

/** grammY writes the name bare into a header, and the server decodes `%41` there: only harmless characters may stay. */
function toFileName(fileName: string): string {
  return fileName.replaceAll(/[^\p{L}\p{M}\p{N} ._()+-]/gu, '_').trim() || 'file'
}
