import { Badge, Button, Text, UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown } from 'lucide-react'
import { type ReactElement, useEffect, useRef } from 'react'
import { useSayCode } from '../../../sale/index.ts'
import { EmptyState, ErrorState, LoadingState } from '../../../shared/index.ts'
import { useFormat, useWords } from '../../../words/index.ts'
import { FitBadge } from '../list/fit-badge.tsx'
import { isNarrowed, type LeadChoice, type LeadSort } from '../list/lead-choice.ts'
import { type LeadRow, useLeads } from '../list/use-leads.ts'
import { leadsWords } from '../words.ts'
import classes from './leads-table.module.css'

interface Props {
  readonly choice: LeadChoice
  readonly onSort: (sort: LeadSort) => void
  readonly onReset: () => void
}

const rowPixels = 60
const leadsPerPage = 100
// So many rows before the end the next page is asked for.
const lookAhead = 30

/** Only the rows in sight exist, however many leads there are; the next page comes before its place is reached. */
export function LeadsTable({ choice, onSort, onReset }: Props): ReactElement {
  const t = useWords(leadsWords)
  const leads = useLeads(choice, leadsPerPage)
  if (leads.error !== null && leads.data === undefined)
    return <ErrorState error={leads.error} retry={() => void leads.refetch()} />
  if (leads.data === undefined) return <LoadingState />
  const rows = leads.data.pages.flatMap(page => page.items)
  if (rows.length > 0) return <Rows rows={rows} leads={leads} sort={choice.sort} onSort={onSort} />
  if (!isNarrowed(choice)) return <EmptyState title={t('empty')} text={t('emptyText')} />
  return (
    <EmptyState title={t('nothingFound')} text={t('nothingFoundText')}>
      <Button variant="default" onClick={onReset}>
        {t('reset')}
      </Button>
    </EmptyState>
  )
}

interface RowsProps extends Pick<Props, 'onSort'> {
  readonly rows: readonly LeadRow[]
  readonly leads: ReturnType<typeof useLeads>
  readonly sort: LeadSort
}

function Rows({ rows, leads, sort, onSort }: RowsProps): ReactElement {
  const t = useWords(leadsWords)
  const frame = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowPixels,
    overscan: 12,
    getItemKey: index => rows[index]?.id ?? index,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = leads
  useEffect(() => {
    if (last >= rows.length - lookAhead && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [last, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard.
    <section ref={frame} className={classes.frame} tabIndex={0} aria-label={t('title')}>
      {/* biome-ignore-start lint/a11y/useSemanticElements: rows that stand by their place can be no rows of a table element. */}
      <div role="table" aria-label={t('title')} aria-rowcount={hasNextPage ? -1 : rows.length + 1}>
        <Head sort={sort} onSort={onSort} />
        <div role="rowgroup" className={classes.rows} style={{ height: virtual.getTotalSize() }}>
          {items.map(item => {
            const row = rows[item.index]
            return row === undefined ? null : <Row key={item.key} row={row} index={item.index} start={item.start} />
          })}
        </div>
      </div>
      {/* biome-ignore-end lint/a11y/useSemanticElements: see above. */}
    </section>
  )
}

const sortOf: Readonly<Record<'fit' | 'created' | 'updated', LeadSort>> = {
  fit: '-fit_score',
  created: '-created_at',
  updated: '-updated_at',
}

function Head({ sort, onSort }: Pick<RowsProps, 'sort' | 'onSort'>): ReactElement {
  const t = useWords(leadsWords)
  const sorted = (column: keyof typeof sortOf): ReactElement => {
    const isSorted = sortOf[column] === sort
    return (
      // biome-ignore lint/a11y/useSemanticElements: see above.
      <div role="columnheader" tabIndex={-1} aria-sort={isSorted ? 'descending' : 'none'} className={classes[column]}>
        <UnstyledButton
          className={classes.sort}
          title={t('sortedBy', { column: t(column) })}
          onClick={() => onSort(sortOf[column])}
        >
          {t(column)}
          {isSorted && <ArrowDown size={14} aria-hidden />}
        </UnstyledButton>
      </div>
    )
  }
  return (
    // biome-ignore-start lint/a11y/useSemanticElements: see above.
    // biome-ignore-start lint/a11y/useFocusableInteractive: heads of columns are read, not pressed.
    <div role="rowgroup" className={classes.head}>
      <div role="row" className={classes.row} aria-rowindex={1}>
        <div role="columnheader">{t('name')}</div>
        <div role="columnheader">{t('stage')}</div>
        {sorted('fit')}
        <div role="columnheader" className={classes.source}>
          {t('source')}
        </div>
        {sorted('created')}
        {sorted('updated')}
      </div>
    </div>
    // biome-ignore-end lint/a11y/useFocusableInteractive: see above.
    // biome-ignore-end lint/a11y/useSemanticElements: see above.
  )
}

interface RowProps {
  readonly row: LeadRow
  readonly index: number
  readonly start: number
}

function Row({ row, index, start }: RowProps): ReactElement {
  const t = useWords(leadsWords)
  const say = useSayCode()
  const format = useFormat()
  const { id, name, contact, stage, source } = row
  return (
    // biome-ignore-start lint/a11y/useSemanticElements: see above.
    // biome-ignore-start lint/a11y/useFocusableInteractive: the link in a row is what is pressed.
    <div
      role="row"
      aria-rowindex={index + 2}
      className={`${classes.row} ${classes.line}`}
      style={{ height: rowPixels, transform: `translateY(${start}px)` }}
    >
      <div role="cell" className={classes.who}>
        <Link to="/leads/$id" params={{ id: String(id) }} className={classes.link}>
          {name ?? t('unnamed', { id })}
        </Link>
        {contact !== null && (
          <Text size="sm" c="dimmed" truncate>
            {contact}
          </Text>
        )}
      </div>
      <div role="cell">
        <Badge variant="light" color="gray" tt="none" fw={500} className={classes.badge}>
          {say(stage)}
        </Badge>
      </div>
      <div role="cell" className={classes.fit}>
        <FitBadge score={row.fit_score} />
      </div>
      <div role="cell" className={classes.source}>
        <Text size="sm" truncate>
          {say(source)}
        </Text>
      </div>
      <div role="cell" className={classes.created}>
        <Text size="sm">{format.brief(row.created_at)}</Text>
      </div>
      <div role="cell" className={classes.updated}>
        <Text size="sm">{format.brief(row.updated_at)}</Text>
      </div>
    </div>
    // biome-ignore-end lint/a11y/useFocusableInteractive: see above.
    // biome-ignore-end lint/a11y/useSemanticElements: see above.
  )
}
