import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import {
  call,
  getWebhooksByIdDeliveries,
  postWebhooksByIdDeliveriesByDeliveryIdRedeliver,
} from '../../../../api/index.ts'
import { useNotifyFailure } from '../../../../shared/index.ts'
import { useFormat, useWords } from '../../../../words/index.ts'
import { partWords } from '../../words.ts'
import { Loaded } from '../part.tsx'

/** The latest that was sent to a webhook. */
export function WebhookDeliveries({ webhookId }: { readonly webhookId: number }): ReactElement {
  const t = useWords(partWords)
  const format = useFormat()
  const client = useQueryClient()
  const onError = useNotifyFailure()
  const queryKey = ['webhooks', webhookId, 'deliveries']
  const deliveries = useQuery({
    queryKey,
    queryFn: ({ signal }) => call(getWebhooksByIdDeliveries({ path: { id: webhookId }, query: { limit: 20 }, signal })),
  })
  const again = useMutation({
    mutationFn: (id: number) =>
      call(postWebhooksByIdDeliveriesByDeliveryIdRedeliver({ path: { id: webhookId, delivery_id: id } })),
    onSuccess: () => client.invalidateQueries({ queryKey }),
    onError,
  })
  return (
    <Loaded query={deliveries}>
      {({ items }) => (
        <Stack gap="xs">
          {items.length === 0 && (
            <Text size="sm" c="dimmed">
              {t('noDeliveries')}
            </Text>
          )}
          <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
            {items.map(({ id, state, event_type: type, last_status: status, last_error: error, created_at: at }) => (
              <Group key={id} justify="space-between" gap="xs" component="li">
                <Group gap="xs">
                  <Badge
                    variant="light"
                    c="var(--mantine-color-text)"
                    fw={500}
                    color={state === 'dead' ? 'red' : 'gray'}
                    tt="none"
                  >
                    {state}
                  </Badge>
                  <Text size="sm">{type}</Text>
                  <Text size="sm" c="dimmed">
                    {[format.moment(at), status, error].filter(part => part !== null).join(' · ')}
                  </Text>
                </Group>
                <Button size="compact-sm" variant="default" onClick={() => again.mutate(id)}>
                  {t('redeliver')}
                </Button>
              </Group>
            ))}
          </Stack>
        </Stack>
      )}
    </Loaded>
  )
}
