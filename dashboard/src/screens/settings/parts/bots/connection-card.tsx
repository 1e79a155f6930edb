import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { type BusinessConnection, call, patchBotsByIdConnectionsByOwnerUserId } from '../../../../api/index.ts'
import { useNotifyFailure } from '../../../../shared/index.ts'
import { useFormat, useWords } from '../../../../words/index.ts'
import { partWords } from '../../words.ts'

/** A person's own account that a bot is connected to: how it fares, the pause, and what the person allows. */
export function ConnectionCard({ connection }: { readonly connection: BusinessConnection }): ReactElement {
  const t = useWords(partWords)
  const format = useFormat()
  const client = useQueryClient()
  const onError = useNotifyFailure()
  const { account_id: id, owner_user_id: person, state, paused_at: pausedAt, excluded_chats: excluded } = connection
  const pause = useMutation({
    mutationFn: (paused: boolean) =>
      call(patchBotsByIdConnectionsByOwnerUserId({ path: { id, owner_user_id: person }, body: { paused } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['bots'] }),
    onError,
  })
  const isAnswering = state === 'on' && pausedAt === null
  return (
    <Paper withBorder p="md" radius="md" role="group" aria-label={connection.owner_name ?? String(person)}>
      <Group justify="space-between">
        <Group gap="xs">
          <Text fw={600}>{connection.owner_name ?? person}</Text>
          <Badge variant="light" c="var(--mantine-color-text)" fw={500} color={isAnswering ? 'teal' : 'gray'} tt="none">
            {t(state === 'on' && pausedAt !== null ? 'paused' : state)}
          </Badge>
          {excluded > 0 && (
            <Text size="sm" c="dimmed">
              {t('excluded', { count: excluded })}
            </Text>
          )}
        </Group>
        {state !== 'refused' && (
          <Button
            variant="default"
            size="compact-md"
            loading={pause.isPending}
            onClick={() => pause.mutate(pausedAt === null)}
          >
            {t(pausedAt === null ? 'pause' : 'resume')}
          </Button>
        )}
      </Group>
      <Stack gap={4} mt="xs">
        {pausedAt !== null && <Text size="sm">{t('pausedSince', { at: format.moment(pausedAt) })}</Text>}
        <RightsLine connection={connection} />
      </Stack>
    </Paper>
  )
}

/** What the person allows, in their words; what is missing, and where it is given. */
function RightsLine({ connection }: { readonly connection: BusinessConnection }): ReactElement {
  const t = useWords(partWords)
  const { rights, missing_rights: missing } = connection
  const name = (right: string): string => {
    const known = shownRights.find(each => each === right)
    return known === undefined ? right : t(known)
  }
  const shown = rights.filter(right => shownRights.some(each => each === right))
  return (
    <>
      {shown.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('rights', { rights: shown.map(name).join(', ') })}
        </Text>
      )}
      {missing.length > 0 && (
        <Text size="sm">
          {t('missingRights', { rights: missing.map(name).join(', ') })} {t('rightsCure')}
        </Text>
      )}
    </>
  )
}

/** Those that answering uses; Telegram knows others, which the platform has no use for. */
const shownRights = ['can_reply', 'can_read_messages'] as const
