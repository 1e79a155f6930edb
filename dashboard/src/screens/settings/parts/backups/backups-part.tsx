import { Button, Code, Paper, Stack, Table, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { type BackupOverview, call, getSystemBackups, postSystemBackups } from '../../../../api/index.ts'
import { Callout, EmptyState, useDescribeError } from '../../../../shared/index.ts'
import { useFormat, useWords } from '../../../../words/index.ts'
import { SettingsForm } from '../options/settings-form.tsx'
import { Loaded, PartFrame } from '../part.tsx'
import { backupWords } from './words.ts'

/** Which copies there are, and one more at a word. */
export function BackupsPart(): ReactElement {
  const t = useWords(backupWords)
  const describe = useDescribeError()
  const client = useQueryClient()
  const queryKey = ['system', 'backups']
  const backups = useQuery({ queryKey, queryFn: ({ signal }) => call(getSystemBackups({ signal })) })
  const make = useMutation({
    mutationFn: () => call(postSystemBackups()),
    onSettled: () => client.invalidateQueries({ queryKey }),
  })
  const button = (
    <Button loading={make.isPending} onClick={() => make.mutate()}>
      {t('make')}
    </Button>
  )
  return (
    <PartFrame title={t('backups')} lead={t('backupsLead')} actions={button}>
      <div aria-live="polite">
        {make.isPending && <Text size="sm">{t('making')}</Text>}
        {make.isSuccess && <Callout tone="good">{t('made', { name: make.data.name })}</Callout>}
        {make.error !== null && <Callout tone="bad">{describe(make.error)}</Callout>}
      </div>
      <Loaded query={backups}>{overview => <Overview overview={overview} />}</Loaded>
      <Stack gap="sm">
        <Title order={3}>{t('howOften')}</Title>
        <SettingsForm
          title={t('howOften')}
          fields={[
            { key: 'backup.every_hours', label: t('every'), help: t('everyHelp'), kind: 'number' },
            { key: 'backup.keep_daily', label: t('daily'), kind: 'number' },
            { key: 'backup.keep_weekly', label: t('weekly'), kind: 'number' },
          ]}
        />
      </Stack>
      <Stack gap="xs">
        <Title order={3}>{t('restoreTitle')}</Title>
        <Text size="sm">{t('restoreText')}</Text>
        <Code block>{`npm run cli -- restore ${fileOf(backups.data)}`}</Code>
      </Stack>
    </PartFrame>
  )
}

function fileOf(overview: BackupOverview | undefined): string {
  const [last] = overview?.items ?? []
  return overview === undefined || last === undefined ? 'FILE' : `${overview.folder}/${last.name}`
}

const bytesPerMegabyte = 1_000_000

function Overview({ overview }: { readonly overview: BackupOverview }): ReactElement {
  const t = useWords(backupWords)
  const format = useFormat()
  const { items, every_hours: every, encrypted, folder } = overview
  const [last] = items
  return (
    <Stack gap="md">
      {last === undefined ? (
        <EmptyState title={t('never')} text={t('neverText')} />
      ) : (
        <Text fw={600}>{t('last', { at: format.moment(last.made_at) })}</Text>
      )}
      <Stack gap={4}>
        <Text size="sm">{every === null ? t('notByItself') : t('byItself', { count: every })}</Text>
        <Text size="sm">{t(encrypted ? 'isEncrypted' : 'isOpen')}</Text>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {t('folder', { folder })}
        </Text>
      </Stack>
      {items.length > 0 && (
        <Paper withBorder radius="md">
          <Table aria-label={t('backups')} withRowBorders verticalSpacing="xs">
            <Table.Tbody>
              {items.map(({ name, made_at: madeAt, bytes }) => (
                <Table.Tr key={name}>
                  <Table.Td>{format.moment(madeAt)}</Table.Td>
                  <Table.Td visibleFrom="sm">
                    <Text size="sm" c="dimmed">
                      {name}
                    </Text>
                  </Table.Td>
                  <Table.Td ta="right">{bytes !== null && t('size', { size: weigh(format.number, bytes) })}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Paper>
      )}
    </Stack>
  )
}

function weigh(write: ReturnType<typeof useFormat>['number'], bytes: number): string {
  return write(bytes / bytesPerMegabyte, { maximumFractionDigits: 1, minimumFractionDigits: 1 })
}
