/** A stretch of formatted text, in UTF-16 units: Telegram's MessageEntity, which other channels may ignore. */
export interface TextEntity {
  readonly type:
    | 'bold'
    | 'italic'
    | 'underline'
    | 'strikethrough'
    | 'spoiler'
    | 'code'
    | 'pre'
    | 'blockquote'
    | 'text_link'
    | 'date_time'
  readonly offset: number
  readonly length: number
  readonly url?: string
  readonly language?: string
  /** Of a `date_time`, in seconds. */
  readonly unixTime?: number
}
