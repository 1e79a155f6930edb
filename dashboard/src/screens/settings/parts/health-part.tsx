import { Badge, Button, Group, List, Paper, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { call, type Examination, type Finding, getSystemDoctor } from '../../../api/index.ts'
import { Callout } from '../../../shared/index.ts'
import { useLanguage, useWords } from '../../../words/index.ts'
import { partWords } from '../words.ts'
import { Loaded, PartFrame } from './part.tsx'

const order = { fault: 0, off: 2, ok: 1 } as const
const colors = { ok: 'teal', fault: 'red', off: 'gray' } as const
const states = { ok: 'stateOk', fault: 'stateFault', off: 'stateOff' } as const

/** What `npm run doctor` says, with its cures. */
export function HealthPart(): ReactElement {
  const t = useWords(partWords)
  const health = useQuery({
    queryKey: ['doctor'],
    queryFn: ({ signal }) => call(getSystemDoctor({ signal })),
    // Each look asks servers and reads the database through: only when somebody wants it.
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })
  const again = (
    <Button variant="default" loading={health.isFetching} onClick={() => void health.refetch()}>
      {t('lookAgain')}
    </Button>
  )
  return (
    <PartFrame title={t('health')} lead={t('healthLead')} actions={again}>
      {health.isPending && <Text c="dimmed">{t('looking')}</Text>}
      <Loaded query={health}>{examination => <Verdict examination={examination} />}</Loaded>
    </PartFrame>
  )
}

function Verdict({ examination: { status, findings, faults } }: { readonly examination: Examination }): ReactElement {
  const t = useWords(partWords)
  const sorted = findings.toSorted((a, b) => order[a.state] - order[b.state])
  const titles = { ok: t('allWell'), fault: t('someIll'), invalid: t('wouldNotStart') }
  return (
    <Stack gap="sm">
      <Callout tone={status === 'ok' ? 'good' : 'bad'} title={titles[status]}>
        {faults.length > 0 && (
          <List size="sm">
            {faults.map(fault => (
              <List.Item key={fault}>{fault}</List.Item>
            ))}
          </List>
        )}
      </Callout>
      {sorted.map(finding => (
        <FindingCard key={finding.name} finding={finding} />
      ))}
    </Stack>
  )
}

function FindingCard({ finding }: { readonly finding: Finding }): ReactElement {
  const t = useWords(partWords)
  const { language } = useLanguage()
  return (
    <Paper withBorder p="md" radius="md">
      <Group gap="xs">
        <Text fw={600}>{finding.name}</Text>
        <Badge variant="light" c="var(--mantine-color-text)" fw={500} color={colors[finding.state]} tt="none">
          {t(states[finding.state])}
        </Badge>
      </Group>
      <Text size="sm">{finding.found[language]}</Text>
      {finding.cure !== null && (
        <Text size="sm" c="dimmed">
          {finding.cure[language]}
        </Text>
      )}
      {finding.notes.map(note => (
        <Text key={note} size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {note}
        </Text>
      ))}
    </Paper>
  )
}
