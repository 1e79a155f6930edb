import type { Message } from 'grammy/types'

/** The field of a message that says what it is: all fields but those that any message may have. */
export type ContentKind = Exclude<keyof Message, keyof Message.MediaMessage | 'entities'>
