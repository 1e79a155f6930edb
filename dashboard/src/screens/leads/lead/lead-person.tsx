import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Download, UserX } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { call, deleteContactsById } from '../../../api/index.ts'
import { sharedWords, useNotify, useNotifyFailure } from '../../../shared/index.ts'
import { useWords } from '../../../words/index.ts'
import { leadWords } from './lead-words.ts'
import { Panel } from './panel.tsx'

/** What the law gives a client: all that is held of them, and to be forgotten. */
export function LeadPerson({ contactId }: { readonly contactId: number }): ReactElement {
  const t = useWords(leadWords)
  const [isAsking, setAsking] = useState(false)
  return (
    <Panel title={t('person')}>
      <Group gap="xs">
        <Button
          component="a"
          href={`/api/v1/contacts/${contactId}/export`}
          download
          variant="default"
          leftSection={<Download size={16} aria-hidden />}
        >
          {t('exportPerson')}
        </Button>
        <Button
          variant="light"
          color="red"
          c="var(--mantine-color-error)"
          leftSection={<UserX size={16} aria-hidden />}
          onClick={() => setAsking(true)}
        >
          {t('forget')}
        </Button>
      </Group>
      <ForgetQuestion contactId={contactId} isOpen={isAsking} onClose={() => setAsking(false)} />
    </Panel>
  )
}

interface QuestionProps {
  readonly contactId: number
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** A word that is typed: nobody forgets a person by a slip of the hand. */
function ForgetQuestion({ contactId, isOpen, onClose }: QuestionProps): ReactElement {
  const t = useWords(leadWords)
  const shared = useWords(sharedWords)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const notify = useNotify()
  const notifyFailure = useNotifyFailure()
  const [typed, setTyped] = useState('')
  const forget = useMutation({
    mutationFn: () => call(deleteContactsById({ path: { id: contactId } })),
    onSuccess: async () => {
      notify(t('forgotten'))
      await navigate({ to: '/leads' })
      await queries.invalidateQueries()
    },
    onError: notifyFailure,
  })
  const isConfirmed = typed.trim().toUpperCase() === t('forgetWord')
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('forgetTitle')}
      centered
      closeButtonProps={{ 'aria-label': shared('close') }}
    >
      <form
        onSubmit={event => {
          event.preventDefault()
          if (isConfirmed) forget.mutate()
        }}
      >
        <Stack gap="md">
          <Text>{t('forgetText')}</Text>
          <TextInput
            data-autofocus
            label={t('typeToForget', { word: t('forgetWord') })}
            value={typed}
            autoComplete="off"
            onChange={event => setTyped(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {shared('cancel')}
            </Button>
            <Button type="submit" color="red.8" disabled={!isConfirmed} loading={forget.isPending}>
              {t('forget')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
