import { BookOpenCheck } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Message } from '../../../../api/index.ts'
import { useWords } from '../../../../words/index.ts'
import { inboxWords } from '../../words.ts'
import classes from '../thread.module.css'

/** What the AI has stated in a message, and what backs it: the document with its heading, the offer, the calendar. */
export function Claims({ claims }: Pick<Message, 'claims'>): ReactElement | null {
  const t = useWords(inboxWords)
  if (claims.length === 0) return null
  return (
    <ul className={classes.claims} aria-label={t('claims')}>
      {claims.map(({ kind, text, source }) => (
        <li key={`${kind}:${text}:${source}`}>
          <BookOpenCheck size={14} aria-hidden />
          <span>{t('claim', { text, source })}</span>
        </li>
      ))}
    </ul>
  )
}
