import { Badge, Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactElement, useState } from 'react'
import {
  call,
  deleteWebhooksById,
  getWebhooks,
  postWebhooks,
  postWebhooksByIdTest,
  type Webhook,
} from '../../../../api/index.ts'
import { useNotifyFailure } from '../../../../shared/index.ts'
import { useWords } from '../../../../words/index.ts'
import { partWords } from '../../words.ts'
import { ShownOnce } from '../keys-part.tsx'
import { Loaded, PartFrame } from '../part.tsx'
import { WebhookDeliveries } from './webhook-deliveries.tsx'

export function WebhooksPart(): ReactElement {
  const t = useWords(partWords)
  const client = useQueryClient()
  const onError = useNotifyFailure()
  const [url, setUrl] = useState('')
  const webhooks = useQuery({ queryKey: ['webhooks'], queryFn: ({ signal }) => call(getWebhooks({ signal })) })
  const add = useMutation({
    mutationFn: () => call(postWebhooks({ body: { url: url.trim() } })),
    onSuccess: () => {
      setUrl('')
      return client.invalidateQueries({ queryKey: ['webhooks'] })
    },
    onError,
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    add.mutate()
  }
  return (
    <PartFrame title={t('webhooks')} lead={t('webhookLead')}>
      <form onSubmit={submit}>
        <Group align="flex-end" gap="xs">
          <TextInput
            flex="1 1 240px"
            label={t('webhookUrl')}
            placeholder="https://crm.example/hooks"
            inputMode="url"
            value={url}
            onChange={event => setUrl(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={add.isPending} disabled={url.trim() === ''}>
            {t('addWebhook')}
          </Button>
        </Group>
      </form>
      {add.data?.secret != null && <ShownOnce title={t('secretOnce')} secret={add.data.secret} />}
      <Loaded query={webhooks}>
        {({ items }) => (
          <Stack gap="sm">
            {items.length === 0 && <Text c="dimmed">{t('noWebhooks')}</Text>}
            {items.map(webhook => (
              <WebhookCard key={webhook.id} webhook={webhook} />
            ))}
          </Stack>
        )}
      </Loaded>
    </PartFrame>
  )
}

function WebhookCard({ webhook }: { readonly webhook: Webhook }): ReactElement {
  const t = useWords(partWords)
  const client = useQueryClient()
  const onError = useNotifyFailure()
  const [isOpen, setOpen] = useState(false)
  const path = { id: webhook.id }
  const test = useMutation({ mutationFn: () => call(postWebhooksByIdTest({ path })), onError })
  const remove = useMutation({
    mutationFn: () => call(deleteWebhooksById({ path })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['webhooks'] }),
    onError,
  })
  return (
    <Paper withBorder p="md" radius="md">
      <Stack gap="sm">
        <Group gap="xs">
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
            {webhook.url}
          </Text>
          <Badge
            variant="light"
            c="var(--mantine-color-text)"
            fw={500}
            color={webhook.is_active ? 'teal' : 'gray'}
            tt="none"
          >
            {webhook.disabled_reason ?? t(webhook.is_active ? 'on' : 'off')}
          </Badge>
        </Group>
        <Group gap="xs">
          <Button size="compact-md" variant="default" loading={test.isPending} onClick={() => test.mutate()}>
            {t('test')}
          </Button>
          <Button size="compact-md" variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {t('deliveries')}
          </Button>
          <Button
            size="compact-md"
            variant="subtle"
            color="gray"
            loading={remove.isPending}
            onClick={() => remove.mutate()}
          >
            {t('remove')}
          </Button>
        </Group>
        <div aria-live="polite">{test.data !== undefined && <Text size="sm">{describeTest(test.data)}</Text>}</div>
        {isOpen && <WebhookDeliveries webhookId={webhook.id} />}
      </Stack>
    </Paper>
  )

  function describeTest({ status, error, took_ms: ms }: NonNullable<typeof test.data>): string {
    return status === null ? t('testFailed', { code: error ?? '' }) : t('tested', { status, ms })
  }
}
