import { Bot, Mic, Paperclip, UserRound } from 'lucide-react'
import { memo, type ReactElement } from 'react'
import type { Message } from '../../../../api/index.ts'
import { SafeText } from '../../../../shared/index.ts'
import { useFormat, useWords } from '../../../../words/index.ts'
import { inboxWords } from '../../words.ts'
import classes from '../thread.module.css'
import { Claims } from './claims.tsx'
import { DeliveryMark, DeliveryNote } from './delivery-mark.tsx'
import { MessageFile } from './message-file.tsx'
import { MessageWords } from './message-words.tsx'

interface BubbleProps {
  readonly conversationId: number
  readonly message: Message
  /** Whether it goes on from the message above: the same author, a moment later. */
  readonly isContinued: boolean
  readonly isMarked: boolean
}

const authors = { user: 'byClient', assistant: 'byAi', human: 'byHuman', system: 'bySystem' } as const

/** One message: who, what, when, and what became of it. */
export const MessageBubble = memo(function MessageBubble({
  conversationId,
  message,
  isContinued,
  isMarked,
}: BubbleProps): ReactElement {
  const t = useWords(inboxWords)
  const { time } = useFormat()
  const { role, edited_at } = message
  if (role === 'system') {
    return (
      <li className={classes.system}>
        <SafeText text={message.text} />
      </li>
    )
  }
  return (
    <li
      id={`message-${message.id}`}
      className={classes.message}
      data-role={role}
      data-continued={isContinued || undefined}
      data-marked={isMarked || undefined}
    >
      {!isContinued && role !== 'user' && (
        <span className={classes.author}>
          {role === 'assistant' ? <Bot size={14} aria-hidden /> : <UserRound size={14} aria-hidden />}
          {t(authors[role])}
        </span>
      )}
      <div className={classes.bubble}>
        <MediaLine message={message} />
        {message.media?.has_file === true && <MessageFile conversationId={conversationId} message={message} />}
        <MessageWords message={message} />
        <span className={classes.meta}>
          {edited_at !== null && <span>{t('edited')}</span>}
          <time dateTime={message.sent_at}>{time(message.sent_at)}</time>
          <DeliveryMark message={message} />
        </span>
      </div>
      <Claims claims={message.claims} />
      <DeliveryNote message={message} />
    </li>
  )
})

const kinds = ['voice', 'photo', 'video', 'document', 'sticker', 'button', 'command'] as const

/** What came with the words: the kind of file, its name, how long it is. */
function MediaLine({ message }: { readonly message: Message }): ReactElement | null {
  const t = useWords(inboxWords)
  const { number } = useFormat()
  const kind = kinds.find(each => each === message.kind)
  const { media } = message
  if (media === null && kind === undefined) return null
  const facts = [
    media?.file_name,
    media?.duration_seconds != null && formatDuration(media.duration_seconds),
    media?.size_bytes != null &&
      number(media.size_bytes / 1024, { maximumFractionDigits: 0, style: 'unit', unit: 'kilobyte' }),
  ].filter(fact => typeof fact === 'string')
  return (
    <span className={classes.media}>
      {kind === 'voice' ? <Mic size={14} aria-hidden /> : <Paperclip size={14} aria-hidden />}
      {[t(kind ?? 'document'), ...facts].join(' · ')}
    </span>
  )
}

function formatDuration(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`
}
