import { Anchor, Button, Drawer, Group, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import {
  call,
  type GetAnalyticsCasesData,
  type GetAnalyticsCasesResponse,
  getAnalyticsCases,
} from '../../../api/index.ts'
import { useSayCode } from '../../../sale/index.ts'
import { ErrorState, LoadingState, sharedWords } from '../../../shared/index.ts'
import { useFormat, useWords } from '../../../words/index.ts'
import type { Days } from '../use-figures.ts'
import { analyticsWords } from '../words.ts'
import classes from './cases.module.css'

export type CaseName = GetAnalyticsCasesData['query']['figure']

export interface CaseChoice {
  readonly figure: CaseName
  readonly part?: string
  readonly title: string
}

interface Props {
  /** Null: closed. */
  readonly choice: CaseChoice | null
  readonly days: Days
  readonly onClose: () => void
}

/** The conversations and leads that a figure counted. */
export function CasesDrawer({ choice, days, onClose }: Props): ReactElement {
  const shared = useWords(sharedWords)
  return (
    <Drawer
      opened={choice !== null}
      onClose={onClose}
      position="right"
      title={choice?.title}
      closeButtonProps={{ 'aria-label': shared('close') }}
    >
      {choice !== null && <Cases choice={choice} days={days} />}
    </Drawer>
  )
}

const casesPerPage = 50

function Cases({ choice: { figure, part }, days }: { readonly choice: CaseChoice; readonly days: Days }): ReactElement {
  const t = useWords(analyticsWords)
  const cases = useInfiniteQuery({
    queryKey: ['analytics', 'cases', figure, part, days],
    queryFn: ({ pageParam, signal }) => {
      const optional = { ...(part === undefined ? {} : { part }), ...(pageParam === null ? {} : { cursor: pageParam }) }
      return call(getAnalyticsCases({ query: { figure, ...days, limit: casesPerPage, ...optional }, signal }))
    },
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next_cursor,
  })
  if (cases.error !== null) return <ErrorState error={cases.error} retry={() => void cases.refetch()} />
  if (cases.data === undefined) return <LoadingState />
  const items = cases.data.pages.flatMap(page => page.items)
  return (
    <Stack gap="sm">
      {items.length === 0 && !cases.hasNextPage && <Text c="dimmed">{t('noCases')}</Text>}
      <ul className={classes.list}>
        {items.map(item => (
          <CaseLine key={`${item.at} ${item.conversation_id} ${item.lead_id}`} item={item} />
        ))}
      </ul>
      {cases.hasNextPage && (
        <Button
          variant="subtle"
          color="gray"
          loading={cases.isFetchingNextPage}
          onClick={() => void cases.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </Stack>
  )
}

function CaseLine({ item }: { readonly item: GetAnalyticsCasesResponse['items'][number] }): ReactElement {
  const t = useWords(analyticsWords)
  const say = useSayCode()
  const format = useFormat()
  const { lead_id: leadId, conversation_id: conversationId } = item
  const isGone = leadId === null && conversationId === null
  return (
    <li className={classes.line}>
      <Text fw={600}>{item.name ?? t(isGone ? 'forgotten' : 'unnamed')}</Text>
      <Text size="sm" c="dimmed">
        {[format.moment(item.at), item.stage === null ? null : say(item.stage)]
          .filter(part => part !== null)
          .join(' · ')}
      </Text>
      <Group gap="md">
        {leadId !== null && (
          <Anchor component={Link} to={`/leads/${leadId}`} size="sm">
            {t('openLead')}
          </Anchor>
        )}
        {conversationId !== null && (
          <Anchor component={Link} to={`/inbox/${conversationId}`} size="sm">
            {t('openChat')}
          </Anchor>
        )}
      </Group>
    </li>
  )
}
