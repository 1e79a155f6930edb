import { Alert, Button, Drawer, Group, Stack, Text, Title } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Download, Trash2, TriangleAlert } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { call, deleteKnowledgeDocumentsById, getKnowledgeDocumentsByIdPassages } from '../../../api/index.ts'
import { ErrorState, LoadingState, SafeText, sharedWords, useNotify, useNotifyFailure } from '../../../shared/index.ts'
import { useWords } from '../../../words/index.ts'
import { knowledgeWords } from '../words.ts'
import classes from './documents.module.css'
import type { KnowledgeDocument } from './use-knowledge.ts'

interface Props {
  /** Null: closed. */
  readonly document: KnowledgeDocument | null
  readonly mayWrite: boolean
  readonly onClose: () => void
}

/** One document: what is wrong with it, what the agent reads in it, and what can be done with it. */
export function DocumentDrawer({ document, mayWrite, onClose }: Props): ReactElement {
  const shared = useWords(sharedWords)
  return (
    <Drawer
      opened={document !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title={document?.path}
      closeButtonProps={{ 'aria-label': shared('close') }}
    >
      {document !== null && <Content document={document} mayWrite={mayWrite} onClose={onClose} />}
    </Drawer>
  )
}

function Content({ document, mayWrite, onClose }: Props & { readonly document: KnowledgeDocument }): ReactElement {
  const t = useWords(knowledgeWords)
  return (
    <Stack gap="md">
      {document.error !== null && (
        <Alert
          color="orange"
          variant="light"
          classNames={{ title: classes.alert }}
          icon={<TriangleAlert size={18} aria-hidden />}
          title={t('cure')}
        >
          {document.error}
        </Alert>
      )}
      <Group gap="xs">
        <Button
          component="a"
          href={`/api/v1/knowledge/documents/${document.id}/file`}
          download
          variant="default"
          leftSection={<Download size={16} aria-hidden />}
        >
          {t('download')}
        </Button>
        {mayWrite && <DeleteButton document={document} onDeleted={onClose} />}
      </Group>
      <Title order={3}>{t('passagesOf')}</Title>
      <Passages id={document.id} />
    </Stack>
  )
}

/** Asks once more in its own place. */
function DeleteButton({
  document: { id, path: name },
  onDeleted,
}: {
  readonly document: KnowledgeDocument
  readonly onDeleted: () => void
}): ReactElement {
  const t = useWords(knowledgeWords)
  const shared = useWords(sharedWords)
  const queries = useQueryClient()
  const notify = useNotify()
  const notifyFailure = useNotifyFailure()
  const [isAsking, setAsking] = useState(false)
  const remove = useMutation({
    mutationFn: () => call(deleteKnowledgeDocumentsById({ path: { id } })),
    onSuccess: () => {
      notify(t('removed', { name }))
      onDeleted()
    },
    onError: notifyFailure,
    onSettled: () => queries.invalidateQueries({ queryKey: ['knowledge'] }),
  })
  if (!isAsking)
    return (
      <Button variant="default" leftSection={<Trash2 size={16} aria-hidden />} onClick={() => setAsking(true)}>
        {t('remove')}
      </Button>
    )
  return (
    <Alert
      color="red"
      variant="light"
      classNames={{ title: classes.alert }}
      title={t('removeTitle', { name })}
      w="100%"
    >
      <Text size="sm">{t('removeText')}</Text>
      <Group gap="xs" mt="sm">
        <Button color="red.8" loading={remove.isPending} onClick={() => remove.mutate()}>
          {t('remove')}
        </Button>
        <Button variant="default" onClick={() => setAsking(false)}>
          {shared('cancel')}
        </Button>
      </Group>
    </Alert>
  )
}

const passagesPerPage = 50

function Passages({ id }: { readonly id: number }): ReactElement {
  const t = useWords(knowledgeWords)
  const passages = useInfiniteQuery({
    queryKey: ['knowledge', 'passages', id],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam }
      const query = { limit: passagesPerPage, ...cursor }
      return call(getKnowledgeDocumentsByIdPassages({ path: { id }, query, signal }))
    },
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next_cursor,
  })
  if (passages.error !== null) return <ErrorState error={passages.error} retry={() => void passages.refetch()} />
  if (passages.data === undefined) return <LoadingState />
  const items = passages.data.pages.flatMap(page => page.items)
  if (items.length === 0) return <Text c="dimmed">{t('noPassages')}</Text>
  return (
    <>
      <ol className={classes.passages}>
        {items.map(passage => (
          <li key={passage.id} className={classes.passage}>
            <Text fw={600} size="sm">
              {passage.heading === '' ? t('noHeading') : passage.heading}
            </Text>
            <SafeText text={passage.text} />
            {passage.questions !== '' && (
              <Text size="sm" c="dimmed">
                {t('helpsFind', { questions: passage.questions })}
              </Text>
            )}
            <Text size="xs" c="dimmed">
              {t(passage.has_meaning ? 'byMeaning' : 'byWords')}
            </Text>
          </li>
        ))}
      </ol>
      {passages.hasNextPage && (
        <Button
          variant="subtle"
          color="gray"
          loading={passages.isFetchingNextPage}
          onClick={() => void passages.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </>
  )
}
