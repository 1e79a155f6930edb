import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactElement, useEffect, useEffectEvent, useRef } from 'react'
import { EmptyState, ErrorState, LoadingState } from '../../../shared/index.ts'
import { useWords } from '../../../words/index.ts'
import { inboxWords } from '../words.ts'
import { ConversationRow } from './conversation-row.tsx'
import classes from './list.module.css'
import type { ListEntry, useConversationList } from './use-conversation-list.ts'
import { useIsUnread } from './use-seen.ts'

const rowHeight = 72
const headingHeight = 32
// Read on before the end is seen.
const rowsAhead = 20

interface ListProps {
  readonly list: ReturnType<typeof useConversationList>
  readonly openId: number | null
  /** Whether the empty list is one of a filter. */
  readonly isFiltered: boolean
}

/** The conversations, as many as there are: only those on the screen are elements of the page. */
export function ConversationList({ list, openId, isFiltered }: ListProps): ReactElement {
  const t = useWords(inboxWords)
  if (list.isPending) return <LoadingState />
  if (list.isError && list.entries.length === 0) {
    return <ErrorState error={list.error} retry={() => void list.refetch()} />
  }
  if (list.entries.length === 0) {
    return isFiltered ? (
      <EmptyState title={t('nothingFound')} text={t('nothingFoundText')} />
    ) : (
      <EmptyState title={t('empty')} text={t('emptyText')} />
    )
  }
  return <Rows list={list} openId={openId} />
}

function Rows({ list, openId }: Omit<ListProps, 'isFiltered'>): ReactElement {
  const t = useWords(inboxWords)
  const { entries, hasNextPage, isFetchingNextPage, fetchNextPage } = list
  const isUnread = useIsUnread()
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: index => (entries[index]?.kind === 'heading' ? headingHeight : rowHeight),
    getItemKey: index => keyOf(entries[index]),
    overscan: 8,
  })
  const rows = virtualizer.getVirtualItems()
  const lastShown = rows.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastShown >= entries.length - rowsAhead) void fetchNextPage()
  }, [lastShown, entries.length, hasNextPage, isFetchingNextPage, fetchNextPage])
  // Only when another one is opened: a list that moves by itself must not be pulled back.
  const show = useEffectEvent((id: number | null) => {
    const index = entries.findIndex(entry => entry.kind === 'conversation' && entry.conversation.id === id)
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' })
  })
  useEffect(() => show(openId), [openId])
  return (
    <div ref={scroller} className={classes.scroller}>
      <ul className={classes.sizer} style={{ height: virtualizer.getTotalSize() }} aria-label={t('list')}>
        {rows.map(({ index, key, start }) => (
          <li key={key} className={classes.item} style={{ transform: `translateY(${start}px)` }}>
            <Entry entry={entries[index]} openId={openId} isUnread={isUnread} />
          </li>
        ))}
      </ul>
    </div>
  )
}

interface EntryProps {
  readonly entry: ListEntry | undefined
  readonly openId: number | null
  readonly isUnread: ReturnType<typeof useIsUnread>
}

function Entry({ entry, openId, isUnread }: EntryProps): ReactElement | null {
  const t = useWords(inboxWords)
  if (entry === undefined) return null
  if (entry.kind === 'heading') return <div className={classes.heading}>{t(entry.word)}</div>
  const { conversation } = entry
  return (
    <ConversationRow
      conversation={conversation}
      isOpen={conversation.id === openId}
      isUnread={conversation.id !== openId && isUnread(conversation)}
    />
  )
}

function keyOf(entry: ListEntry | undefined): string | number {
  if (entry === undefined) return ''
  return entry.kind === 'heading' ? entry.word : entry.conversation.id
}
