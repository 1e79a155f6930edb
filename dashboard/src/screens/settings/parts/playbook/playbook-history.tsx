import { Accordion, Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { call, type PlaybookFiles, postPlaybooksByNameFilesRestore } from '../../../../api/index.ts'
import { useNotifyFailure } from '../../../../shared/index.ts'
import { useFormat, useWords } from '../../../../words/index.ts'
import { partWords } from '../../words.ts'

interface PlaybookHistoryProps {
  readonly name: string
  readonly history: PlaybookFiles['history']
}

/** The former states of a playbook. Putting one back keeps the present one as well. */
export function PlaybookHistory({ name, history }: PlaybookHistoryProps): ReactElement {
  const t = useWords(partWords)
  const format = useFormat()
  const client = useQueryClient()
  const onError = useNotifyFailure()
  const restore = useMutation({
    mutationFn: (stamp: string) => call(postPlaybooksByNameFilesRestore({ path: { name }, body: { stamp } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['playbooks'] }),
    onError,
  })
  return (
    <Accordion variant="contained" order={3} defaultValue="history">
      <Accordion.Item value="history">
        <Accordion.Control>{t('history')}</Accordion.Control>
        <Accordion.Panel>
          <Stack gap="xs">
            {history.length === 0 && (
              <Text size="sm" c="dimmed">
                {t('noHistory')}
              </Text>
            )}
            {history.map(({ stamp, replaced_at: replacedAt }) => (
              <Group key={stamp} justify="space-between">
                <Text size="sm">{t('replacedAt', { at: format.moment(replacedAt) })}</Text>
                <Button
                  size="compact-sm"
                  variant="default"
                  loading={restore.isPending && restore.variables === stamp}
                  onClick={() => restore.mutate(stamp)}
                >
                  {t('restore')}
                </Button>
              </Group>
            ))}
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  )
}
