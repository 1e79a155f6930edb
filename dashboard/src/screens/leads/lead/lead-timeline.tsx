import { Button, SegmentedControl, Stack, Text, Textarea, Timeline } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { call, getLeadsByIdTimeline, type LeadDetail, postLeadsByIdNotes } from '../../../api/index.ts'
import { useSayCode, useSlotTitle } from '../../../sale/index.ts'
import { useSayAuthor } from '../../../session/index.ts'
import { ErrorState, LoadingState, SafeText, useNotifyFailure } from '../../../shared/index.ts'
import { useFormat, useWords } from '../../../words/index.ts'
import { describeEntry, type Entry } from './describe-entry.ts'
import { leadWords } from './lead-words.ts'

const kinds = ['all', 'promise', 'note'] as const
type Shown = (typeof kinds)[number]
const entriesPerPage = 30

/** What happened, the newest first, with room for a note. */
export function LeadTimeline({
  lead,
  mayNote,
}: {
  readonly lead: LeadDetail
  readonly mayNote: boolean
}): ReactElement {
  const t = useWords(leadWords)
  const [shown, setShown] = useState<Shown>('all')
  const labels = { all: t('all'), promise: t('promises'), note: t('notes') }
  return (
    <Stack gap="md">
      <SegmentedControl
        aria-label={t('timeline')}
        value={shown}
        onChange={value => setShown(kinds.find(kind => kind === value) ?? 'all')}
        data={kinds.map(kind => ({ value: kind, label: labels[kind] }))}
      />
      {mayNote && <NoteForm id={lead.id} />}
      <Entries lead={lead} shown={shown} />
    </Stack>
  )
}

function Entries({ lead, shown }: { readonly lead: LeadDetail; readonly shown: Shown }): ReactElement {
  const { id } = lead
  const t = useWords(leadWords)
  const entries = useInfiniteQuery({
    queryKey: ['leads', id, 'timeline', shown],
    queryFn: ({ pageParam, signal }) => {
      const kind = shown === 'all' ? {} : { kind: shown }
      const cursor = pageParam === null ? {} : { cursor: pageParam }
      return call(getLeadsByIdTimeline({ path: { id }, query: { limit: entriesPerPage, ...kind, ...cursor }, signal }))
    },
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next_cursor,
  })
  if (entries.error !== null) return <ErrorState error={entries.error} retry={() => void entries.refetch()} />
  if (entries.data === undefined) return <LoadingState />
  const items = entries.data.pages.flatMap(page => page.items)
  if (items.length === 0) return <Text c="dimmed">{t('nothingThere')}</Text>
  return (
    <Stack gap="sm">
      <Timeline bulletSize={12} lineWidth={2} color="gray">
        {items.map(entry => (
          <EntryLine key={`${entry.kind}-${entry.id}`} entry={entry} lead={lead} />
        ))}
      </Timeline>
      {entries.hasNextPage && (
        <Button
          variant="subtle"
          color="gray"
          loading={entries.isFetchingNextPage}
          onClick={() => void entries.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </Stack>
  )
}

interface LineProps {
  readonly entry: Entry
  readonly lead: LeadDetail
}

// The line of time tells its items their place by further properties.
function EntryLine({ entry, lead, ...place }: LineProps): ReactElement {
  const t = useWords(leadWords)
  const say = useSayCode()
  const titleOf = useSlotTitle(lead.slot_titles)
  const format = useFormat()
  const sayAuthor = useSayAuthor()
  const { text } = entry
  const author = entry.author && sayAuthor(entry.author, entry.author_name)
  const value = describeValue(entry, lead)
  return (
    <Timeline.Item
      {...place}
      title={
        <Text size="sm" fw={600} component="span">
          {describeEntry(entry, { t, say, titleOf })}
        </Text>
      }
    >
      {value !== null && <Text size="sm">{value}</Text>}
      {text !== null && (
        <Text size="sm" component="div">
          <SafeText text={text} />
        </Text>
      )}
      {entry.kind === 'promise' && (
        <Text size="xs" c="dimmed">
          {t('promiseSource', { source: String(entry.detail.source) })}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {[format.moment(entry.at), author].filter(part => part !== null).join(' · ')}
      </Text>
    </Timeline.Item>
  )
}

/** What a slot was found to be: as people write it while it still is that, else as it was stored. */
function describeValue({ kind, detail }: Entry, { slots }: LeadDetail): string | null {
  if (kind !== 'sale' || detail.value === undefined) return null
  const value = String(detail.value)
  const slot = slots[String(detail.slot)]
  return slot?.value === value ? slot.text : value
}

function NoteForm({ id }: { readonly id: number }): ReactElement {
  const t = useWords(leadWords)
  const queries = useQueryClient()
  const notifyFailure = useNotifyFailure()
  const [text, setText] = useState('')
  const add = useMutation({
    mutationFn: () => call(postLeadsByIdNotes({ path: { id }, body: { text } })),
    onSuccess: () => {
      setText('')
      return queries.invalidateQueries({ queryKey: ['leads', id] })
    },
    onError: notifyFailure,
  })
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (text.trim() !== '') add.mutate()
      }}
    >
      <Stack gap="xs" align="flex-end">
        <Textarea
          w="100%"
          label={t('note')}
          placeholder={t('notePlaceholder')}
          autosize
          minRows={2}
          maxLength={5000}
          value={text}
          onChange={event => setText(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={add.isPending} disabled={text.trim() === ''}>
          {t('addNote')}
        </Button>
      </Stack>
    </form>
  )
}
