import { Button, SegmentedControl, Stack } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { call, getKnowledgeQuestions } from '../../../api/index.ts'
import { useMay } from '../../../session/index.ts'
import { EmptyState, ErrorState, LoadingState } from '../../../shared/index.ts'
import { useWords } from '../../../words/index.ts'
import { knowledgeWords } from '../words.ts'
import { QuestionCard } from './question-card.tsx'

type State = 'open' | 'all'

/** What clients asked and the documents did not answer, with room for the answer. */
export function QuestionsPart({ hasSeveral }: { readonly hasSeveral: boolean }): ReactElement {
  const t = useWords(knowledgeWords)
  const [state, setState] = useState<State>('open')
  return (
    <Stack gap="md" align="stretch">
      <SegmentedControl
        aria-label={t('questions')}
        style={{ alignSelf: 'flex-start' }}
        value={state}
        onChange={value => setState(value === 'all' ? 'all' : 'open')}
        data={[
          { value: 'open', label: t('openOnly') },
          { value: 'all', label: t('all') },
        ]}
      />
      <Questions state={state} hasSeveral={hasSeveral} />
    </Stack>
  )
}

const questionsPerPage = 50

function Questions({ state, hasSeveral }: { readonly state: State; readonly hasSeveral: boolean }): ReactElement {
  const t = useWords(knowledgeWords)
  const mayAnswer = useMay('operator')
  const questions = useInfiniteQuery({
    queryKey: ['knowledge', 'questions', state],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam }
      return call(getKnowledgeQuestions({ query: { state, limit: questionsPerPage, ...cursor }, signal }))
    },
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next_cursor,
  })
  if (questions.error !== null) return <ErrorState error={questions.error} retry={() => void questions.refetch()} />
  if (questions.data === undefined) return <LoadingState />
  const items = questions.data.pages.flatMap(page => page.items)
  if (items.length === 0) return <EmptyState icon={CircleCheck} title={t('noQuestions')} text={t('noQuestionsText')} />
  return (
    <Stack gap="sm">
      {items.map(question => (
        <QuestionCard key={question.id} question={question} mayAnswer={mayAnswer} hasSeveral={hasSeveral} />
      ))}
      {questions.hasNextPage && (
        <Button
          variant="subtle"
          color="gray"
          loading={questions.isFetchingNextPage}
          onClick={() => void questions.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </Stack>
  )
}
