import { Anchor, Badge, Button, Group, Paper, Stack, Text, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import {
  call,
  type GetKnowledgeQuestionsResponse,
  postKnowledgeQuestionsByIdAnswer,
  postKnowledgeQuestionsByIdDismiss,
} from '../../../api/index.ts'
import { SafeText, sharedWords, useNotify, useNotifyFailure } from '../../../shared/index.ts'
import { useFormat, useWords } from '../../../words/index.ts'
import { knowledgeWords } from '../words.ts'

type Question = GetKnowledgeQuestionsResponse['items'][number]

export function QuestionCard({
  question,
  mayAnswer,
  hasSeveral,
}: {
  readonly question: Question
  readonly mayAnswer: boolean
  /** Whether bots speak for several businesses: then it says which one was asked. */
  readonly hasSeveral: boolean
}): ReactElement {
  const t = useWords(knowledgeWords)
  const format = useFormat()
  const [isWriting, setWriting] = useState(false)
  const { id, state, question: words, conversation_id: conversationId } = question
  return (
    <Paper withBorder p="md" bg="var(--surface)">
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start" gap="xs">
          <Text fw={600} component="div" flex="1 1 240px">
            <SafeText text={words} />
          </Text>
          {state !== 'open' && (
            <Badge variant="light" color="gray" c="var(--mantine-color-text)" tt="none" fw={500}>
              {t(state)}
            </Badge>
          )}
        </Group>
        <Group gap="md">
          <Text size="sm" c="dimmed">
            {format.moment(question.asked_at)}
          </Text>
          {hasSeveral && (
            <Text size="sm" c="dimmed">
              {t('askedOf', { playbook: question.playbook })}
            </Text>
          )}
          <Anchor href={`/inbox/${conversationId}`} size="sm">
            {t('toChat')}
          </Anchor>
        </Group>
        {state === 'open' && mayAnswer && !isWriting && (
          <Group gap="xs">
            <Button onClick={() => setWriting(true)}>{t('write')}</Button>
            <DismissButton id={id} />
          </Group>
        )}
        {state === 'open' && isWriting && <AnswerForm id={id} onClose={() => setWriting(false)} />}
      </Stack>
    </Paper>
  )
}

type Reason = 'asked.too_long_ago' | 'client.unreachable' | 'conversation.gone' | 'human.has_the_chat'

function AnswerForm({ id, onClose }: { readonly id: number; readonly onClose: () => void }): ReactElement {
  const t = useWords(knowledgeWords)
  const shared = useWords(sharedWords)
  const queries = useQueryClient()
  const notify = useNotify()
  const notifyFailure = useNotifyFailure()
  const [text, setText] = useState('')
  const answer = useMutation({
    mutationFn: () => call(postKnowledgeQuestionsByIdAnswer({ path: { id }, body: { text } })),
    onSuccess: ({ path, client_not_told_because: because }) => {
      // The gateway names one of these.
      const message = because === null ? t('told', { path }) : t('notTold', { path, because: t(because as Reason) })
      notify(message)
      return queries.invalidateQueries({ queryKey: ['knowledge'] })
    },
    onError: notifyFailure,
  })
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (text.trim() !== '') answer.mutate()
      }}
    >
      <Stack gap="xs">
        <Textarea
          label={t('answer')}
          description={t('answerHint')}
          data-autofocus
          autoFocus
          autosize
          minRows={3}
          maxLength={8000}
          value={text}
          onChange={event => setText(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" loading={answer.isPending} disabled={text.trim() === ''}>
            {t('send')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {shared('cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function DismissButton({ id }: { readonly id: number }): ReactElement {
  const t = useWords(knowledgeWords)
  const queries = useQueryClient()
  const notifyFailure = useNotifyFailure()
  const dismiss = useMutation({
    mutationFn: () => call(postKnowledgeQuestionsByIdDismiss({ path: { id } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['knowledge', 'questions'] }),
    onError: notifyFailure,
  })
  return (
    <Button variant="subtle" color="gray" loading={dismiss.isPending} onClick={() => dismiss.mutate()}>
      {t('skip')}
    </Button>
  )
}
