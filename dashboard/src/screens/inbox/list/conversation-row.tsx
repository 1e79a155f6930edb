import { Avatar } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Ban, Clock, Flame, UserRound } from 'lucide-react'
import { memo, type ReactElement } from 'react'
import type { Conversation } from '../../../api/index.ts'
import { parseMarks } from '../../../shared/index.ts'
import { useFormat, useWords } from '../../../words/index.ts'
import { inboxWords } from '../words.ts'
import classes from './list.module.css'
import { hotScore, needsPerson } from './views.ts'

interface RowProps {
  readonly conversation: Conversation
  readonly isOpen: boolean
  readonly isUnread: boolean
}

/**
 * One conversation in the list: who, how the talk stands, what was said last. Remembered: while the list is scrolled, only rows
 * that come into sight are drawn.
 */
export const ConversationRow = memo(function ConversationRow({
  conversation,
  isOpen,
  isUnread,
}: RowProps): ReactElement {
  const t = useWords(inboxWords)
  const { brief } = useFormat()
  const { contact, last_message: last } = conversation
  const name = contact.name ?? t('nobody')
  return (
    <Link
      to="/inbox/{-$id}"
      params={{ id: String(conversation.id) }}
      className={classes.row}
      data-open={isOpen || undefined}
      data-unread={isUnread || undefined}
      aria-current={isOpen ? 'true' : undefined}
    >
      <Avatar name={contact.name ?? undefined} color="initials" radius="xl" size={40} aria-hidden />
      <span className={classes.facts}>
        <span className={classes.line}>
          <span className={classes.name}>{name}</span>
          <Marks conversation={conversation} />
          <time className={classes.time} dateTime={conversation.last_message_at}>
            {brief(conversation.last_message_at)}
          </time>
        </span>
        <span className={classes.line}>
          <span className={classes.excerpt}>
            {last !== null && last.role !== 'user' && (
              <span className={classes.who}>{t(last.role === 'assistant' ? 'ai' : 'you')}</span>
            )}
            {last === null ? '' : excerptOf(last)}
          </span>
          {isUnread && <span className={classes.dot} role="img" aria-label={t('unread')} />}
        </span>
      </span>
    </Link>
  )
})

/** The words alone: a line has no room for marks. */
function excerptOf({ role, text }: NonNullable<Conversation['last_message']>): string {
  return role === 'user'
    ? text
    : parseMarks(text)
        .map(part => part.text)
        .join('')
}

function Marks({ conversation }: { readonly conversation: Conversation }): ReactElement {
  const t = useWords(inboxWords)
  const score = conversation.fit_score ?? 0
  return (
    <span className={classes.marks}>
      {score >= hotScore && <Flame size={14} className={classes.hot} role="img" aria-label={t('hotHint', { score })} />}
      {conversation.contact.is_blocked && <Ban size={14} role="img" aria-label={t('blocked')} />}
      {needsPerson(conversation) && <Clock size={14} className={classes.waits} role="img" aria-label={t('waiting')} />}
      {conversation.handler === 'human' && <UserRound size={14} role="img" aria-label={t('ofHuman')} />}
    </span>
  )
}
