import { ActionIcon, Button, FileButton, Group, Loader, Paper, Stack, Text } from '@mantine/core'
import { CircleAlert, CircleCheck, Clock, Upload as UploadIcon, X } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { useFormat, useWords } from '../../../words/index.ts'
import { BusinessSelect } from '../business-select.tsx'
import { knowledgeWords } from '../words.ts'
import classes from './documents.module.css'
import { formatBytes } from './format-bytes.ts'
import type { Upload } from './upload-queue.ts'
import { useDescribeRefusal } from './use-describe-refusal.ts'
import { useUploads } from './use-uploads.ts'

const accepted = '.md,.markdown,.txt,.html,.htm,.pdf,.docx,.csv,.xlsx'

interface ZoneProps {
  readonly maxFileBytes: number
  /** Those that a bot speaks by. */
  readonly playbooks: readonly string[]
}

export function UploadZone({ maxFileBytes, playbooks }: ZoneProps): ReactElement {
  const t = useWords(knowledgeWords)
  const format = useFormat()
  const [isOver, setOver] = useState(false)
  const [playbook, setPlaybook] = useState<string | null>(null)
  const { uploads, add, replace, dismiss } = useUploads(playbook)
  return (
    <Stack gap="xs">
      <BusinessSelect label={t('uploadFor')} playbooks={playbooks} value={playbook} onChange={setPlaybook} hasAll />
      <section
        aria-label={t('drop')}
        className={classes.zone}
        data-over={isOver || undefined}
        onDragOver={event => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={event => {
          event.preventDefault()
          setOver(false)
          add([...event.dataTransfer.files])
        }}
      >
        <UploadIcon size={20} aria-hidden />
        <div className={classes.zoneWords}>
          <Text fw={600}>{t('drop')}</Text>
          <Text size="sm" c="dimmed">
            {t('dropHint', { size: formatBytes(maxFileBytes, format) })}
          </Text>
        </div>
        <FileButton onChange={add} accept={accepted} multiple inputProps={{ 'aria-label': t('choose') }}>
          {props => (
            <Button variant="default" {...props}>
              {t('choose')}
            </Button>
          )}
        </FileButton>
      </section>
      <Stack gap="xs" role="status">
        {uploads.map(upload => (
          <UploadLine
            key={upload.id}
            upload={upload}
            maxFileBytes={maxFileBytes}
            onReplace={() => replace(upload.id)}
            onDismiss={() => dismiss(upload.id)}
          />
        ))}
      </Stack>
    </Stack>
  )
}

interface LineProps {
  readonly upload: Upload
  readonly maxFileBytes: number
  readonly onReplace: () => void
  readonly onDismiss: () => void
}

function UploadLine({ upload, maxFileBytes, onReplace, onDismiss }: LineProps): ReactElement {
  const t = useWords(knowledgeWords)
  const { state, file } = upload
  const { title, detail } = useUploadWords(upload, maxFileBytes)
  return (
    <Paper withBorder p="xs" px="sm" bg="var(--surface)">
      <Group wrap="nowrap" gap="sm">
        <StateIcon kind={state.kind} />
        <div className={classes.zoneWords}>
          <Text size="sm">{title}</Text>
          {detail !== null && (
            <Text size="sm" c="dimmed">
              {detail}
            </Text>
          )}
        </div>
        {state.kind === 'exists' && (
          <Button size="xs" variant="default" onClick={onReplace}>
            {t('replace')}
          </Button>
        )}
        {state.kind !== 'waiting' && state.kind !== 'reading' && (
          <ActionIcon aria-label={`${t('dismiss')}: ${file.name}`} onClick={onDismiss}>
            <X size={16} aria-hidden />
          </ActionIcon>
        )}
      </Group>
    </Paper>
  )
}

function useUploadWords({ state, file }: Upload, maxFileBytes: number): { title: string; detail: string | null } {
  const t = useWords(knowledgeWords)
  const describe = useDescribeRefusal(maxFileBytes)
  const { name } = file
  switch (state.kind) {
    case 'waiting':
      return { title: name, detail: t('waiting') }
    case 'reading':
      return { title: t('uploading', { name }), detail: null }
    case 'read':
      return { title: t('uploaded', { name, passages: t('passageCount', { count: state.passages }) }), detail: null }
    case 'broken':
      return { title: t('uploadedBroken', { name }), detail: state.error }
    case 'exists':
      return { title: t('exists', { name }), detail: null }
    case 'refused':
      return { title: name, detail: describe(state.error) }
  }
}

function StateIcon({ kind }: { readonly kind: Upload['state']['kind'] }): ReactElement {
  if (kind === 'reading') return <Loader size={18} color="gray" />
  if (kind === 'waiting') return <Clock size={18} aria-hidden />
  if (kind === 'read') return <CircleCheck size={18} className={classes.good} aria-hidden />
  return <CircleAlert size={18} className={classes.bad} aria-hidden />
}
