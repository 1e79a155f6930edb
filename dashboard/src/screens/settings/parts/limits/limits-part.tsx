import { Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { call, getSystemLimits, type LimitStatus, postSystemLimitsReset } from '../../../../api/index.ts'
import { useNotifyFailure } from '../../../../shared/index.ts'
import { useFormat, useWords } from '../../../../words/index.ts'
import { partWords } from '../../words.ts'
import { Loaded, PartFrame } from '../part.tsx'
import { LimitForms } from './limit-forms.tsx'

/** Who is blocked now for writing too much, and how much may be written. */
export function LimitsPart(): ReactElement {
  const t = useWords(partWords)
  const limits = useQuery({
    queryKey: ['limits'],
    queryFn: ({ signal }) => call(getSystemLimits({ signal })),
    refetchInterval: 5_000,
  })
  return (
    <PartFrame title={t('limits')}>
      <Loaded query={limits}>
        {status => (status.on ? <Status status={status} /> : <Text>{t('limitsOff')}</Text>)}
      </Loaded>
      <LimitForms />
    </PartFrame>
  )
}

function Status({ status }: { readonly status: LimitStatus }): ReactElement {
  const t = useWords(partWords)
  const format = useFormat()
  const client = useQueryClient()
  const onError = useNotifyFailure()
  const reset = useMutation({
    mutationFn: (userId: number | null) => call(postSystemLimitsReset({ body: { user_id: userId } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['limits'] }),
    onError,
  })
  const write = ({ used, allowed }: LimitStatus['minute']): string =>
    allowed === null ? t('unlimited', { used }) : t('of', { used, allowed })
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        <Figure label={t('minute')} value={write(status.minute)} />
        <Figure label={t('hour')} value={write(status.hour)} />
        <Figure label={t('floodWaits')} value={format.number(status.flood_waits)} />
      </SimpleGrid>
      <Stack gap="sm">
        <Title order={3}>{t('blocked')}</Title>
        {status.blocked.length === 0 && <Text c="dimmed">{t('noneBlocked')}</Text>}
        {status.blocked.map(({ user_id: userId, until }) => (
          <Group key={userId} justify="space-between">
            <Text size="sm">
              {userId} · {t('until', { at: format.moment(until) })}
            </Text>
            <Button size="compact-sm" variant="default" onClick={() => reset.mutate(userId)}>
              {t('unblock')}
            </Button>
          </Group>
        ))}
        <Group>
          <Button
            variant="default"
            loading={reset.isPending}
            disabled={status.blocked.length === 0 && status.blocked_until === null}
            onClick={() => reset.mutate(null)}
          >
            {t('unblockAll')}
          </Button>
        </Group>
      </Stack>
    </Stack>
  )
}

function Figure({ label, value }: { readonly label: string; readonly value: string }): ReactElement {
  return (
    <Paper withBorder p="md" radius="md">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fw={600} size="lg">
        {value}
      </Text>
    </Paper>
  )
}
