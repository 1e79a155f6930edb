import { Group, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { useRefreshOn } from '../../live/index.ts'
import { useMay } from '../../session/index.ts'
import { useWords } from '../../words/index.ts'
import { LeadsBoard } from './board/leads-board.tsx'
import { parseChoice } from './list/lead-choice.ts'
import classes from './list/leads.module.css'
import { LeadsActions, LeadsToolbar } from './list/leads-toolbar.tsx'
import { LeadsTable } from './table/leads-table.tsx'
import { leadsWords } from './words.ts'

/** Everybody who may become a customer: as a table, or as a board by stages. What is chosen stands in the address. */
export function LeadsScreen(): ReactElement {
  const t = useWords(leadsWords)
  useDocumentTitle(t('title'))
  const choice = parseChoice(useSearch({ strict: false }))
  const navigate = useNavigate()
  const mayWrite = useMay('operator')
  useRefreshOn(
    ['lead.created', 'lead.deleted', 'lead.restored', 'lead.stage_changed', 'lead.qualified'],
    ['leads', 'list'],
  )
  const show = (search: object): void => void navigate({ to: '/leads', search: search as never, replace: true })
  const change = (part: object): void => show({ ...choice, ...part })
  const reset = (): void => show({ view: choice.view, sort: choice.sort })
  return (
    <div className={classes.screen}>
      <Group justify="space-between" align="flex-start">
        <Stack gap={4}>
          <Title order={1}>{t('title')}</Title>
          <Text c="dimmed" visibleFrom="sm">
            {choice.view === 'board' && mayWrite ? t('dragHint') : t('lead')}
          </Text>
        </Stack>
        <LeadsActions choice={choice} onChange={change} mayExport={mayWrite} />
      </Group>
      <LeadsToolbar choice={choice} onChange={change} onReset={reset} />
      <div className={classes.body}>
        {choice.view === 'board' ? (
          <LeadsBoard choice={choice} mayMove={mayWrite} />
        ) : (
          <LeadsTable choice={choice} onSort={sort => change({ sort })} onReset={reset} />
        )}
      </div>
    </div>
  )
}
