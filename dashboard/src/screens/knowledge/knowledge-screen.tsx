import { Badge, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { BookOpen, CircleHelp, Search } from 'lucide-react'
import type { ReactElement } from 'react'
import { call, getKnowledge, getKnowledgeQuestions, isProblem } from '../../api/index.ts'
import { useRefreshOn } from '../../live/index.ts'
import { EmptyState, ErrorState, LoadingState, Page } from '../../shared/index.ts'
import { useWords } from '../../words/index.ts'
import { DocumentsPart } from './documents/documents-part.tsx'
import { QuestionsPart } from './questions/questions-part.tsx'
import { SearchPart } from './search/search-part.tsx'
import { knowledgeWords } from './words.ts'

const parts = ['documents', 'search', 'questions'] as const

/** What the agent knows: documents, what it would find in them, and what they did not answer. */
export function KnowledgeScreen(): ReactElement {
  const t = useWords(knowledgeWords)
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  const part = parts.find(each => each === search.part) ?? 'documents'
  const navigate = useNavigate()
  useRefreshOn(['knowledge.question_raised'], ['knowledge', 'questions'])
  const first = useQuery({
    queryKey: ['knowledge', 'first'],
    queryFn: ({ signal }) => call(getKnowledge({ query: { limit: 1 }, signal })),
  })
  const isOff = isProblem(first.error) && first.error.code === 'knowledge.off'
  if (isOff)
    return (
      <Page title={t('title')}>
        <EmptyState icon={BookOpen} title={t('off')} text={t('offText')} />
      </Page>
    )
  return (
    <Page title={t('title')} lead={t('lead')}>
      {first.error !== null && <ErrorState error={first.error} retry={() => void first.refetch()} />}
      {first.data === undefined && first.error === null && <LoadingState />}
      {first.data !== undefined && (
        <Tabs
          value={part}
          keepMounted={false}
          onChange={value => void navigate({ to: '/knowledge', search: { part: value } as never, replace: true })}
        >
          <PartTabs />
          <Tabs.Panel value="documents" pt="md">
            <DocumentsPart />
          </Tabs.Panel>
          <Tabs.Panel value="search" pt="md">
            <SearchPart playbooks={first.data.playbooks} />
          </Tabs.Panel>
          <Tabs.Panel value="questions" pt="md">
            <QuestionsPart hasSeveral={first.data.playbooks.length > 1} />
          </Tabs.Panel>
        </Tabs>
      )}
    </Page>
  )
}

const mostCounted = 50

function PartTabs(): ReactElement {
  const t = useWords(knowledgeWords)
  const open = useQuery({
    queryKey: ['knowledge', 'questions', 'count'],
    queryFn: ({ signal }) => call(getKnowledgeQuestions({ query: { limit: mostCounted }, signal })),
  })
  const count = open.data?.items.length ?? 0
  const shown = `${count}${open.data?.next_cursor ? '+' : ''}`
  return (
    <Tabs.List>
      <Tabs.Tab value="documents" leftSection={<BookOpen size={16} aria-hidden />}>
        {t('documents')}
      </Tabs.Tab>
      <Tabs.Tab value="search" leftSection={<Search size={16} aria-hidden />}>
        {t('search')}
      </Tabs.Tab>
      <Tabs.Tab
        value="questions"
        leftSection={<CircleHelp size={16} aria-hidden />}
        rightSection={count === 0 ? null : <Badge size="sm">{shown}</Badge>}
      >
        {t('questions')}
      </Tabs.Tab>
    </Tabs.List>
  )
}
