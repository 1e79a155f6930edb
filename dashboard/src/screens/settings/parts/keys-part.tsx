import { Badge, Button, Code, CopyButton, Group, Paper, Select, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactElement, useState } from 'react'
import { call, deleteKeysById, getKeys, type Key, postKeys } from '../../../api/index.ts'
import { Callout, useNotifyFailure } from '../../../shared/index.ts'
import { useFormat, useWords } from '../../../words/index.ts'
import { partWords } from '../words.ts'
import { Loaded, PartFrame } from './part.tsx'

const roles = ['viewer', 'operator', 'admin'] as const

export function KeysPart(): ReactElement {
  const t = useWords(partWords)
  const client = useQueryClient()
  const onError = useNotifyFailure()
  const [draft, setDraft] = useState<{ name: string; role: (typeof roles)[number] }>({ name: '', role: 'viewer' })
  const keys = useQuery({ queryKey: ['keys'], queryFn: ({ signal }) => call(getKeys({ signal })) })
  const make = useMutation({
    mutationFn: () => call(postKeys({ body: draft })),
    onSuccess: () => {
      setDraft({ ...draft, name: '' })
      return client.invalidateQueries({ queryKey: ['keys'] })
    },
    onError,
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    make.mutate()
  }
  return (
    <PartFrame title={t('keys')}>
      <form onSubmit={submit}>
        <Group align="flex-end" gap="xs">
          <TextInput
            flex="1 1 180px"
            label={t('keyName')}
            maxLength={100}
            value={draft.name}
            onChange={event => setDraft({ ...draft, name: event.currentTarget.value })}
          />
          <Select
            label={t('role')}
            allowDeselect={false}
            value={draft.role}
            data={roles.map(value => ({ value, label: t(value) }))}
            onChange={role => setDraft({ ...draft, role: roles.find(known => known === role) ?? draft.role })}
          />
          <Button type="submit" variant="default" loading={make.isPending} disabled={draft.name.trim() === ''}>
            {t('makeKey')}
          </Button>
        </Group>
      </form>
      {make.data?.key != null && <ShownOnce title={t('keyOnce')} secret={make.data.key} />}
      <Loaded query={keys}>
        {({ items }) => (
          <Stack gap="sm">
            {items.length === 0 && <Text c="dimmed">{t('noKeys')}</Text>}
            {items.map(key => (
              <KeyCard key={key.id} apiKey={key} />
            ))}
          </Stack>
        )}
      </Loaded>
    </PartFrame>
  )
}

/** A secret that is never shown again. */
export function ShownOnce({ title, secret }: { readonly title: string; readonly secret: string }): ReactElement {
  const t = useWords(partWords)
  return (
    <Callout tone="plain" title={title}>
      <Group gap="xs">
        <Code style={{ overflowWrap: 'anywhere' }}>{secret}</Code>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" onClick={copy}>
              {t(copied ? 'copied' : 'copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Callout>
  )
}

function KeyCard({ apiKey }: { readonly apiKey: Key }): ReactElement {
  const t = useWords(partWords)
  const format = useFormat()
  const client = useQueryClient()
  const onError = useNotifyFailure()
  const revoke = useMutation({
    mutationFn: () => call(deleteKeysById({ path: { id: apiKey.id } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['keys'] }),
    onError,
  })
  const { last_used_at: lastUsed, revoked_at: revokedAt } = apiKey
  return (
    <Paper withBorder p="md" radius="md">
      <Group justify="space-between">
        <Stack gap={2} flex="1 1 200px">
          <Group gap="xs">
            <Text fw={600}>{apiKey.name}</Text>
            <Badge
              variant="light"
              c="var(--mantine-color-text)"
              fw={500}
              color={revokedAt === null ? 'indigo' : 'gray'}
              tt="none"
            >
              {revokedAt === null ? apiKey.role : t('revoked')}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed">
            {apiKey.prefix}… · {lastUsed === null ? t('neverUsed') : t('lastUsed', { at: format.moment(lastUsed) })}
          </Text>
        </Stack>
        {revokedAt === null && (
          <Button size="compact-md" variant="default" loading={revoke.isPending} onClick={() => revoke.mutate()}>
            {t('revoke')}
          </Button>
        )}
      </Group>
    </Paper>
  )
}
