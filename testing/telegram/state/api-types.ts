import type {
  Audio,
  Chat,
  Contact,
  Document,
  InlineKeyboardMarkup,
  Location,
  MessageEntity,
  PhotoSize,
  RichMessage,
  Sticker,
  TextQuote,
  User,
  Voice,
} from 'grammy/types'

export type ApiChat = Chat.PrivateChat | Chat.GroupChat | Chat.SupergroupChat

/** What a message holds besides its envelope. Exactly one kind of content is set. */
export interface MessageContent {
  readonly text?: string
  readonly entities?: MessageEntity[]
  readonly rich_message?: RichMessage
  readonly caption?: string
  readonly caption_entities?: MessageEntity[]
  readonly voice?: Voice
  readonly audio?: Audio
  readonly document?: Document
  readonly photo?: PhotoSize[]
  readonly sticker?: Sticker
  readonly contact?: Contact
  readonly location?: Location
  readonly media_group_id?: string
  readonly new_chat_members?: User[]
  readonly left_chat_member?: User
  readonly migrate_to_chat_id?: number
}

/** The Bot API's Message, as far as the emulator makes them. */
export interface ApiMessage extends MessageContent {
  readonly message_id: number
  readonly date: number
  readonly edit_date?: number
  readonly chat: ApiChat
  readonly from: User
  readonly business_connection_id?: string
  readonly sender_business_bot?: User
  readonly message_thread_id?: number
  readonly is_topic_message?: true
  readonly reply_to_message?: ApiMessage
  readonly quote?: TextQuote
  readonly reply_markup?: InlineKeyboardMarkup
}
