import { Badge, Button, Divider, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import {
  type Bot,
  type BusinessConnection,
  call,
  deleteBotsById,
  getBots,
  getBotsConnections,
  patchBotsById,
} from '../../../../api/index.ts'
import { BotForm } from '../../../../settings/index.ts'
import { useNotifyFailure } from '../../../../shared/index.ts'
import { useWords } from '../../../../words/index.ts'
import { partWords } from '../../words.ts'
import { Loaded, PartFrame } from '../part.tsx'
import { ConnectionCard } from './connection-card.tsx'
import { botWords } from './words.ts'

const lookEveryMs = 3_000

export function BotsPart(): ReactElement {
  const t = useWords(partWords)
  const bots = useQuery({
    queryKey: ['bots'],
    queryFn: ({ signal }) => call(getBots({ signal })),
    refetchInterval: lookEveryMs,
  })
  const connections = useQuery({
    queryKey: ['bots', 'connections'],
    queryFn: ({ signal }) => call(getBotsConnections({ signal })),
  })
  return (
    <PartFrame title={t('bots')}>
      <Loaded query={bots}>
        {({ items }) => (
          <Stack gap="sm">
            {items.length === 0 && <Text c="dimmed">{t('noBots')}</Text>}
            {items.map(bot => (
              <BotCard key={bot.id} bot={bot} />
            ))}
          </Stack>
        )}
      </Loaded>
      <Stack gap="sm">
        <Title order={3}>{t('addBotTitle')}</Title>
        <BotForm />
      </Stack>
      <Divider />
      <Stack gap="sm">
        <Title order={3}>{t('connections')}</Title>
        <Text c="dimmed" size="sm">
          {t('connectionsLead')}
        </Text>
        <Loaded query={connections}>
          {({ items }) =>
            items.length === 0 ? (
              <Text size="sm">{t('noConnections')}</Text>
            ) : (
              items.map(connection => <ConnectionCard key={keyOf(connection)} connection={connection} />)
            )
          }
        </Loaded>
      </Stack>
    </PartFrame>
  )
}

function BotCard({ bot }: { readonly bot: Bot }): ReactElement {
  const t = useWords(partWords)
  const state = useWords(botWords)
  const client = useQueryClient()
  const onError = useNotifyFailure()
  const [isSure, setSure] = useState(false)
  const onSuccess = () => client.invalidateQueries({ queryKey: ['bots'] })
  const switchOn = useMutation({
    mutationFn: (enabled: boolean) => call(patchBotsById({ path: { id: bot.id }, body: { enabled } })),
    onSuccess,
    onError,
  })
  const remove = useMutation({
    mutationFn: () => call(deleteBotsById({ path: { id: bot.id } })),
    onSuccess,
    onError,
  })
  const isFixed = bot.source === 'settings'
  return (
    <Paper withBorder p="md" radius="md">
      <Group justify="space-between">
        <Stack gap={2} flex="1 1 180px">
          <Group gap="xs">
            <Text fw={600}>{bot.name ?? bot.bot_id}</Text>
            <Badge variant="light" c="var(--mantine-color-text)" fw={500} color={colorOf(bot)} tt="none">
              {bot.code === null ? state(bot.state) : `${state(bot.state)} · ${bot.code}`}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed">
            {[bot.username === null ? null : `@${bot.username}`, bot.playbook, isFixed ? t('fromSettings') : null]
              .filter(part => part !== null)
              .join(' · ')}
          </Text>
        </Stack>
        {!isFixed && (
          <Group gap="xs">
            <Button
              variant="default"
              size="compact-md"
              loading={switchOn.isPending}
              onClick={() => switchOn.mutate(!bot.enabled)}
            >
              {t(bot.enabled ? 'pause' : 'resume')}
            </Button>
            <Button variant="subtle" color="gray" size="compact-md" onClick={() => setSure(true)}>
              {t('remove')}
            </Button>
          </Group>
        )}
      </Group>
      {isSure && (
        <Group mt="sm" role="alert">
          <Text size="sm" flex="1 1 200px">
            {t('removeBotSure')}
          </Text>
          <Button size="compact-md" color="red.9" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('remove')}
          </Button>
          <Button size="compact-md" variant="default" onClick={() => setSure(false)}>
            {t('cancel')}
          </Button>
        </Group>
      )}
    </Paper>
  )
}

function colorOf({ state }: Bot): string {
  if (state === 'listening') return 'teal'
  return state === 'paused' || state === 'waiting' || state === 'starting' ? 'gray' : 'red'
}

/** A person may have connected two bots, and one bot twice. */
function keyOf({ account_id: bot, owner_user_id: person, since }: BusinessConnection): string {
  return `${bot} ${person} ${since}`
}
