import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { RefreshCw, TriangleAlert } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { call, postKnowledgeReindex } from '../../../api/index.ts'
import { useMay } from '../../../session/index.ts'
import { EmptyState, ErrorState, LoadingState, useNotify, useNotifyFailure } from '../../../shared/index.ts'
import { useWords } from '../../../words/index.ts'
import { knowledgeWords } from '../words.ts'
import { DocumentDrawer } from './document-drawer.tsx'
import { DocumentTable } from './document-table.tsx'
import classes from './documents.module.css'
import { UploadZone } from './upload-zone.tsx'
import { type KnowledgeDocument, reindexKey, useKnowledge } from './use-knowledge.ts'

export function DocumentsPart(): ReactElement {
  const t = useWords(knowledgeWords)
  const mayWrite = useMay('admin')
  const knowledge = useKnowledge()
  const [opened, setOpened] = useState<KnowledgeDocument | null>(null)
  const [first] = knowledge.data?.pages ?? []
  if (knowledge.error !== null) return <ErrorState error={knowledge.error} retry={() => void knowledge.refetch()} />
  if (first === undefined) return <LoadingState />
  const documents = knowledge.data?.pages.flatMap(page => page.items) ?? []
  return (
    <Stack gap="md">
      {mayWrite && <UploadZone maxFileBytes={first.max_file_bytes} playbooks={first.playbooks} />}
      <Group justify="space-between">
        <Text c="dimmed">
          {t('totals', {
            documents: t('documentCount', { count: first.documents }),
            passages: t('passageCount', { count: first.passages }),
          })}
        </Text>
        {mayWrite && <ReindexButton />}
      </Group>
      {first.indexing !== null && <IndexingProgress {...first.indexing} />}
      {first.failed > 0 && (
        <Alert
          color="orange"
          variant="light"
          classNames={{ title: classes.alert }}
          icon={<TriangleAlert size={18} aria-hidden />}
          title={t('brokenCount', { count: first.failed })}
        />
      )}
      {documents.length === 0 ? (
        <EmptyState title={t('empty')} text={t('emptyText')} />
      ) : (
        <DocumentTable documents={documents} hasSeveral={first.playbooks.length > 1} onOpen={setOpened} />
      )}
      {knowledge.hasNextPage && (
        <Button
          variant="subtle"
          color="gray"
          loading={knowledge.isFetchingNextPage}
          onClick={() => void knowledge.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
      <DocumentDrawer document={opened} mayWrite={mayWrite} onClose={() => setOpened(null)} />
    </Stack>
  )
}

function IndexingProgress({ done, total }: { readonly done: number; readonly total: number }): ReactElement {
  const t = useWords(knowledgeWords)
  const label = t('progress', { done, total })
  return (
    <div role="status">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Progress aria-label={label} value={total === 0 ? 0 : (done / total) * 100} animated />
    </div>
  )
}

function ReindexButton(): ReactElement {
  const t = useWords(knowledgeWords)
  const queries = useQueryClient()
  const notify = useNotify()
  const notifyFailure = useNotifyFailure()
  const reindex = useMutation({
    mutationKey: reindexKey,
    mutationFn: () => {
      const asked = call(postKnowledgeReindex())
      // What is under way is seen while it is.
      void queries.invalidateQueries({ queryKey: ['knowledge', 'documents'] })
      return asked
    },
    onSuccess: report => {
      const { indexed, failed, unchanged } = report
      const message = report.folder_found ? t('reindexed', { indexed, failed, unchanged }) : t('noFolder')
      notify(message)
    },
    onError: notifyFailure,
    onSettled: () => queries.invalidateQueries({ queryKey: ['knowledge'] }),
  })
  return (
    <Button
      variant="default"
      leftSection={<RefreshCw size={16} aria-hidden />}
      loading={reindex.isPending}
      onClick={() => reindex.mutate()}
    >
      {t('reindex')}
    </Button>
  )
}
