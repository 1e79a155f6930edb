import { Badge, Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { call, type GetKnowledgeSearchResponse, getKnowledgeSearch } from '../../../api/index.ts'
import { EmptyState, ErrorState, LoadingState, SafeText } from '../../../shared/index.ts'
import { useFormat, useWords } from '../../../words/index.ts'
import { BusinessSelect } from '../business-select.tsx'
import { knowledgeWords } from '../words.ts'

/** Looks by the very search of the agent: its passages, in its order, with its judgement. */
export function SearchPart({ playbooks }: { readonly playbooks: readonly string[] }): ReactElement {
  const t = useWords(knowledgeWords)
  const [text, setText] = useState('')
  const [asked, setAsked] = useState('')
  const [playbook, setPlaybook] = useState(playbooks[0] ?? null)
  return (
    <Stack gap="md">
      <form
        onSubmit={event => {
          event.preventDefault()
          setAsked(text.trim())
        }}
      >
        <Group align="flex-end" gap="xs">
          <TextInput
            flex="1 1 260px"
            label={t('ask')}
            description={t('searchHint')}
            placeholder={t('askPlaceholder')}
            maxLength={2000}
            value={text}
            onChange={event => setText(event.currentTarget.value)}
          />
          <BusinessSelect label={t('searchAs')} playbooks={playbooks} value={playbook} onChange={setPlaybook} />
          <Button type="submit" disabled={text.trim() === ''}>
            {t('searchButton')}
          </Button>
        </Group>
      </form>
      {asked !== '' && <Found question={asked} playbook={playbook} />}
    </Stack>
  )
}

interface FoundProps {
  readonly question: string
  /** Null: that of the settings. */
  readonly playbook: string | null
}

function Found({ question, playbook }: FoundProps): ReactElement {
  const t = useWords(knowledgeWords)
  const found = useQuery({
    queryKey: ['knowledge', 'search', question, playbook],
    queryFn: ({ signal }) =>
      call(getKnowledgeSearch({ query: { q: question, ...(playbook !== null && { playbook }) }, signal })),
  })
  if (found.error !== null) return <ErrorState error={found.error} retry={() => void found.refetch()} />
  if (found.data === undefined) return <LoadingState />
  if (found.data.items.length === 0) return <EmptyState icon={SearchX} title={t('nothing')} text={t('nothingText')} />
  return (
    <Stack gap="sm" component="ol" p={0} m={0} style={{ listStyle: 'none' }}>
      {found.data.items.map(passage => (
        <FoundPassage key={`${passage.source} ${passage.text}`} passage={passage} />
      ))}
    </Stack>
  )
}

const colors = { strong: 'teal', near: 'indigo', weak: 'gray' } as const

function FoundPassage({ passage }: { readonly passage: GetKnowledgeSearchResponse['items'][number] }): ReactElement {
  const t = useWords(knowledgeWords)
  const format = useFormat()
  const { match, score, source, text } = passage
  const rounded = format.number(score, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  return (
    <Paper component="li" withBorder p="md" bg="var(--surface)">
      <Group justify="space-between" gap="xs" mb={4}>
        <Text size="sm" c="dimmed">
          {source}
        </Text>
        <Group gap="xs">
          <Badge variant="light" color={colors[match]} c="var(--mantine-color-text)" tt="none" fw={500}>
            {t(match)}
          </Badge>
          <Text size="sm" c="dimmed">
            {t('score', { score: rounded })}
          </Text>
        </Group>
      </Group>
      <SafeText text={text} />
    </Paper>
  )
}
