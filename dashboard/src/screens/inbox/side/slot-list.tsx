import { Text, Tooltip, UnstyledButton } from '@mantine/core'
import { Quote } from 'lucide-react'
import type { ReactElement } from 'react'
import type { LeadDetail } from '../../../api/index.ts'
import { useSlotTitle } from '../../../sale/index.ts'
import { useFormat, useWords } from '../../../words/index.ts'
import { inboxWords } from '../words.ts'
import classes from './side.module.css'

// From here on what was understood counts for the fit score.
const sureFrom = 0.6

/** What was learned, how surely, and from which words of the client. */
export function SlotList({
  lead: { slots, slot_titles: titles },
  showMessage,
}: {
  readonly lead: LeadDetail
  readonly showMessage: (id: number) => void
}): ReactElement {
  const t = useWords(inboxWords)
  const titleOf = useSlotTitle(titles)
  const entries = Object.entries(slots)
  if (entries.length === 0)
    return (
      <Text c="dimmed" size="sm">
        {t('nothingKnown')}
      </Text>
    )
  return (
    <ul className={classes.slots}>
      {entries.map(([name, slot]) => (
        <li key={name}>
          <div className={classes.slot}>
            <span className={classes.small}>{titleOf(name)}</span>
            <Confidence share={slot.confidence} />
          </div>
          <div className={classes.value}>{slot.text}</div>
          {slot.words !== null && <Words words={slot.words} messageId={slot.message_id} showMessage={showMessage} />}
        </li>
      ))}
    </ul>
  )
}

function Confidence({ share }: { readonly share: number }): ReactElement {
  const t = useWords(inboxWords)
  const { percent } = useFormat()
  const label = t('confidence', { percent: percent(share) })
  return (
    <Tooltip label={label}>
      <span className={classes.sure} data-sure={share >= sureFrom || undefined} role="img" aria-label={label}>
        {percent(share)}
      </span>
    </Tooltip>
  )
}

interface WordsProps {
  readonly words: string
  readonly messageId: number | null
  readonly showMessage: (id: number) => void
}

function Words({ words, messageId, showMessage }: WordsProps): ReactElement {
  const t = useWords(inboxWords)
  const quote = (
    <>
      <Quote size={12} aria-hidden className={classes.mark} />
      <span className={classes.words}>{words}</span>
    </>
  )
  if (messageId === null) return <div className={classes.quote}>{quote}</div>
  return (
    <UnstyledButton className={classes.quote} onClick={() => showMessage(messageId)} title={t('showWords')}>
      {quote}
    </UnstyledButton>
  )
}
