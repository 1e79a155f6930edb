import { ActionIcon, Group, Menu, Paper, Stack, Text, Title } from '@mantine/core'
import { Download } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useLanguage, useWords } from '../../../words/index.ts'
import type { Days } from '../use-figures.ts'
import { analyticsWords } from '../words.ts'
import { DefinitionButton } from './definition-button.tsx'

interface Props {
  readonly title: string
  readonly meaning: string
  /** The report that is the same as a file. */
  readonly report: 'funnel' | 'handoffs' | 'objections' | 'outcomes' | 'response-times' | 'sources' | 'weekly-digest'
  readonly days: Days
  readonly children: ReactNode
}

export function ChartPanel({ title, meaning, report, days, children }: Props): ReactElement {
  return (
    <Paper component="section" aria-label={title} withBorder p="md" bg="var(--surface)" miw={0}>
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap" gap={4}>
          <Group gap={4} wrap="nowrap">
            <Title order={2}>{title}</Title>
            <DefinitionButton title={title} meaning={meaning} />
          </Group>
          <DownloadMenu title={title} report={report} days={days} />
        </Group>
        {children}
      </Stack>
    </Paper>
  )
}

const formats = ['png', 'csv', 'xlsx'] as const

function DownloadMenu({ title, report, days }: Pick<Props, 'title' | 'report' | 'days'>): ReactElement {
  const t = useWords(analyticsWords)
  const { language } = useLanguage()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('download', { title })}>
          <Download size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map(format => {
          const query = new URLSearchParams({ ...days, format, language, ...(format === 'csv' ? { bom: 'true' } : {}) })
          const name = `${report}-${days.from}.${format}`
          return (
            <Menu.Item key={format} component="a" href={`/api/v1/analytics/reports/${report}?${query}`} download={name}>
              <Text size="sm">{t(format)}</Text>
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
