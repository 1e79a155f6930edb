import { Button, FileButton, Group, List, Loader, Paper, Progress, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { CircleAlert, CircleCheck, Clock, Upload } from 'lucide-react'
import { type DragEvent, type ReactElement, useState } from 'react'
import { call, isProblem, type KnowledgeDocument, putKnowledgeDocuments } from '../../../api/index.ts'
import { useDescribeError } from '../../../shared/index.ts'
import { useWords } from '../../../words/index.ts'
import { setupWords } from '../words.ts'
import { StepFrame, type StepProps } from './step.tsx'

type Sending =
  | { readonly kind: 'waiting' | 'reading'; readonly file: File }
  | { readonly kind: 'read'; readonly file: File; readonly document: KnowledgeDocument }
  | { readonly kind: 'failed'; readonly file: File; readonly error: Error }

export function DocumentsStep({ setup, isDone, next, back }: StepProps): ReactElement {
  const t = useWords(setupWords)
  const client = useQueryClient()
  const [uploads, setUploads] = useState<readonly Sending[]>([])
  const note = (upload: Sending): void => setUploads(known => noteUpload(known, upload))

  const send = async (file: File, isReplacing = false): Promise<void> => {
    note({ kind: 'reading', file })
    try {
      note({ kind: 'read', file, document: await uploadFile(file, isReplacing) })
    } catch (error) {
      note({ kind: 'failed', file, error: error as Error })
    }
    await Promise.all([['setup'], ['knowledge']].map(queryKey => client.invalidateQueries({ queryKey })))
  }
  // One after the other: each is read whole before the answer comes.
  const sendAll = async (files: readonly File[]): Promise<void> => {
    for (const file of files) note({ kind: 'waiting', file })
    for (const file of files) await send(file)
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    void sendAll([...event.dataTransfer.files])
  }
  return (
    <StepFrame title={t('documents')} lead={t('documentsLead')} isDone={isDone} next={next} back={back}>
      {setup.documents > 0 && <Text>{t('documentsHave', { count: setup.documents })}</Text>}
      <Paper
        withBorder
        p="xl"
        radius="md"
        style={{ borderStyle: 'dashed' }}
        onDragOver={event => event.preventDefault()}
        onDrop={drop}
      >
        <Stack align="center">
          <FileButton multiple onChange={files => void sendAll(files)}>
            {props => (
              <Button {...props} variant="default" leftSection={<Upload size={16} aria-hidden />}>
                {t('drop')}
              </Button>
            )}
          </FileButton>
        </Stack>
      </Paper>
      <ReadingProgress uploads={uploads} />
      <List listStyleType="none" spacing="xs" aria-live="polite">
        {uploads.map(upload => (
          <List.Item key={upload.file.name}>
            <UploadLine upload={upload} replace={() => void send(upload.file, true)} />
          </List.Item>
        ))}
      </List>
    </StepFrame>
  )
}

/** A file of the same name takes the place of the one before. */
function noteUpload(known: readonly Sending[], upload: Sending): readonly Sending[] {
  const isThere = known.some(({ file }) => file.name === upload.file.name)
  return isThere ? known.map(each => (each.file.name === upload.file.name ? upload : each)) : [...known, upload]
}

/** How many of the files were looked through, while some are not. */
function ReadingProgress({ uploads }: { readonly uploads: readonly Sending[] }): ReactElement | null {
  const t = useWords(setupWords)
  const total = uploads.length
  const done = uploads.filter(({ kind }) => kind === 'read' || kind === 'failed').length
  if (done === total) return null
  const label = t('readOf', { done, total })
  return (
    <div role="status">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Progress aria-label={label} value={(done / total) * 100} animated />
    </div>
  )
}

function UploadLine({ upload, replace }: { readonly upload: Sending; readonly replace: () => void }): ReactElement {
  const t = useWords(setupWords)
  const describe = useDescribeError()
  const { file } = upload
  if (upload.kind === 'waiting') {
    return (
      <Group gap="xs">
        <Clock size={16} aria-hidden />
        <Text c="dimmed">{file.name}</Text>
      </Group>
    )
  }
  if (upload.kind === 'reading') {
    return (
      <Group gap="xs">
        <Loader size={16} />
        <Text>{t('uploading', { name: file.name })}</Text>
      </Group>
    )
  }
  const problem = upload.kind === 'failed' ? upload.error : null
  const broken = upload.kind === 'read' ? upload.document.error : null
  const isThere = isProblem(problem) && problem.code === 'document.exists'
  if (problem === null && broken === null && upload.kind === 'read') {
    return (
      <Group gap="xs">
        <CircleCheck size={18} color="var(--mantine-color-teal-7)" aria-hidden />
        <Text>{file.name}</Text>
        <Text c="dimmed" size="sm">
          {t('passages', { count: upload.document.passages })}
        </Text>
      </Group>
    )
  }
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <CircleAlert size={18} color="var(--mantine-color-error)" aria-hidden />
      <Stack gap={4}>
        <Text>{file.name}</Text>
        <Text c="dimmed" size="sm">
          {isThere ? t('exists') : (broken ?? (problem === null ? '' : describe(problem)))}
        </Text>
        {isThere && (
          <Button size="compact-sm" variant="default" onClick={replace}>
            {t('replace')}
          </Button>
        )}
      </Stack>
    </Group>
  )
}

function uploadFile(file: File, isReplacing: boolean): Promise<KnowledgeDocument> {
  const query = { path: file.name, replace: isReplacing ? ('true' as const) : ('false' as const) }
  const headers = { 'Content-Type': 'application/octet-stream' }
  return call(putKnowledgeDocuments({ query, headers, body: file, bodySerializer: null }))
}
