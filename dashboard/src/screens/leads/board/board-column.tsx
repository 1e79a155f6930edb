import { Button, Text, Title } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import type { Stage } from '../../../sale/index.ts'
import { useSayCode } from '../../../sale/index.ts'
import { ErrorState, LoadingState } from '../../../shared/index.ts'
import { useWords } from '../../../words/index.ts'
import type { LeadChoice } from '../list/lead-choice.ts'
import { type LeadRow, useLeads } from '../list/use-leads.ts'
import { leadsWords } from '../words.ts'
import { LeadCard } from './lead-card.tsx'
import classes from './leads-board.module.css'

interface Props {
  readonly stage: Stage
  readonly choice: LeadChoice
  readonly mayMove: boolean
  /** Whether what is being dragged may be dropped here. */
  readonly isTarget: boolean
  readonly onDrag: (lead: LeadRow | null) => void
  readonly onDrop: () => void
  readonly onMove: (lead: LeadRow, to: Stage) => void
}

const cardsPerPage = 30

export function BoardColumn({ stage, choice, mayMove, isTarget, onDrag, onDrop, onMove }: Props): ReactElement {
  const say = useSayCode()
  const [isOver, setOver] = useState(false)
  const leads = useLeads({ ...choice, stage }, cardsPerPage)
  const cards = leads.data?.pages.flatMap(page => page.items) ?? []
  const count = `${cards.length}${leads.hasNextPage ? '+' : ''}`
  return (
    <section
      className={classes.column}
      aria-label={say(stage)}
      data-over={(isOver && isTarget) || undefined}
      onDragOver={event => {
        if (!isTarget) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        event.preventDefault()
        setOver(false)
        onDrop()
      }}
    >
      <div className={classes.columnHead}>
        <Title order={2} className={classes.columnTitle}>
          {say(stage)}
        </Title>
        <Text size="sm" c="dimmed">
          {leads.data === undefined ? '' : count}
        </Text>
      </div>
      <Cards leads={leads} cards={cards}>
        {cards.map(lead => (
          <LeadCard key={lead.id} lead={lead} mayMove={mayMove} onDrag={onDrag} onMove={onMove} />
        ))}
      </Cards>
    </section>
  )
}

interface CardsProps {
  readonly leads: ReturnType<typeof useLeads>
  readonly cards: readonly LeadRow[]
  readonly children: ReactElement[]
}

function Cards({ leads, cards, children }: CardsProps): ReactElement {
  const t = useWords(leadsWords)
  if (leads.error !== null && leads.data === undefined)
    return <ErrorState error={leads.error} retry={() => void leads.refetch()} />
  if (leads.data === undefined) return <LoadingState />
  if (cards.length === 0)
    return (
      <Text size="sm" c="dimmed" p="md">
        {t('columnEmpty')}
      </Text>
    )
  return (
    <ul className={classes.cards}>
      {children}
      {leads.hasNextPage && (
        <li>
          <Button
            variant="subtle"
            color="gray"
            fullWidth
            loading={leads.isFetchingNextPage}
            onClick={() => void leads.fetchNextPage()}
          >
            {t('more')}
          </Button>
        </li>
      )}
    </ul>
  )
}
