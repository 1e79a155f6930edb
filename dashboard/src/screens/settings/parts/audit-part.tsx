import { Button, Code, Group, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { type AuditEntry, call, getAudit } from '../../../api/index.ts'
import { ErrorState, LoadingState } from '../../../shared/index.ts'
import { useFormat, useWords } from '../../../words/index.ts'
import { partWords } from '../words.ts'
import { PartFrame } from './part.tsx'

export function AuditPart(): ReactElement {
  const t = useWords(partWords)
  const audit = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ signal, pageParam }) =>
      call(getAudit({ query: { limit: 50, ...(pageParam !== null && { cursor: pageParam }) }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next_cursor,
  })
  const entries = audit.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <PartFrame title={t('audit')}>
      {audit.isPending && <LoadingState />}
      {audit.error !== null && <ErrorState error={audit.error} retry={() => void audit.refetch()} />}
      {audit.isSuccess && entries.length === 0 && <Text c="dimmed">{t('noAudit')}</Text>}
      <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {entries.map(entry => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </Stack>
      {audit.hasNextPage && (
        <Group>
          <Button variant="default" loading={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
            {t('loadMore')}
          </Button>
        </Group>
      )}
    </PartFrame>
  )
}

function Entry({ entry }: { readonly entry: AuditEntry }): ReactElement {
  const format = useFormat()
  const { action, actor, actor_name: name, target, before, after } = entry
  return (
    <Stack gap={2} pb="sm" component="li" style={{ borderBottom: '1px solid var(--line)' }}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600}>
          {action} {target}
        </Text>
        <Text size="sm" c="dimmed">
          {name === null ? actor : `${name} (${actor})`} · {format.moment(entry.occurred_at)}
        </Text>
      </Group>
      {(before !== null || after !== null) && (
        <Code style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
          {[before, after].map(fields => (fields === null ? '—' : JSON.stringify(fields))).join(' → ')}
        </Code>
      )}
    </Stack>
  )
}
