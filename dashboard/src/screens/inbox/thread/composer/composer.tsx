import { ActionIcon, SegmentedControl, Text, Textarea, Tooltip } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { type KeyboardEvent, type ReactElement, type RefObject, useId, useRef, useState } from 'react'
import { call, type Dialogue, postConversationsByIdMessages, postLeadsByIdNotes } from '../../../../api/index.ts'
import { useMay } from '../../../../session/index.ts'
import { useNotifyFailure } from '../../../../shared/index.ts'
import { useWords } from '../../../../words/index.ts'
import { refreshConversation } from '../../live/use-live-conversations.ts'
import { inboxWords } from '../../words.ts'
import classes from '../thread.module.css'
import { useDraftText } from './use-draft-text.ts'
import { WindowNotice } from './window-notice.tsx'

interface ComposerProps {
  readonly conversation: Dialogue
  readonly field: RefObject<HTMLTextAreaElement | null>
}

type Mode = 'message' | 'note'
const maxLength = { message: 8_000, note: 5_000 } as const
const obstacleWords = {
  'contact.blocked': 'isBlocked',
  'contact.opted_out': 'isOptedOut',
  'conversation.reply_window_closed': 'windowClosed',
} as const

/** Where a person writes: to the client, or a note for colleagues. What is typed stays with its conversation until it is sent. */
export function Composer({ conversation, field }: ComposerProps): ReactElement {
  const t = useWords(inboxWords)
  const [mode, setMode] = useState<Mode>('message')
  const mayWrite = useMay('operator')
  const isNote = mode === 'note'
  if (!mayWrite)
    return (
      <Text c="dimmed" size="sm">
        {t('readOnly')}
      </Text>
    )
  const { obstacle, lead_id } = conversation
  return (
    <>
      <WindowNotice until={conversation.writable_until} />
      {lead_id !== null && (
        <SegmentedControl
          size="xs"
          w="fit-content"
          value={mode}
          onChange={value => setMode(value === 'note' ? 'note' : 'message')}
          data={[
            { value: 'message', label: t('write') },
            { value: 'note', label: t('note') },
          ]}
          aria-label={t('mode')}
        />
      )}
      {obstacle !== null && !isNote ? (
        <Text size="sm">{t(obstacleWords[obstacle])}</Text>
      ) : (
        <Field
          key={`${conversation.id}:${mode}`}
          conversation={conversation}
          mode={isNote ? 'note' : 'message'}
          field={field}
        />
      )}
    </>
  )
}

function Field({ conversation, mode, field }: ComposerProps & { readonly mode: Mode }): ReactElement {
  const t = useWords(inboxWords)
  const [text, setText] = useDraftText(`${conversation.id}:${mode}`)
  const hint = useId()
  const sending = useSending(conversation, mode, () => setText(''))
  const isEmpty = text.trim() === ''
  const send = (): void => {
    if (!isEmpty && !sending.isPending) sending.mutate(text)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    // Enter also ends the choice of a character (Chinese, Japanese, Korean): that one sends nothing.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }
  const writeHint = conversation.handler === 'ai' ? 'writeAsAi' : 'writeAsHuman'
  return (
    <form
      className={classes.composer}
      onSubmit={event => {
        event.preventDefault()
        send()
      }}
    >
      <Textarea
        ref={field}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        placeholder={t(mode === 'note' ? 'writeNote' : writeHint)}
        aria-label={t(mode === 'note' ? 'noteTo' : 'write')}
        aria-describedby={hint}
        maxLength={maxLength[mode]}
        autosize
        minRows={1}
        maxRows={8}
      />
      <span id={hint} hidden>
        {t('sendHint')}
      </span>
      <Tooltip label={t('sendHint')}>
        <ActionIcon
          type="submit"
          size={36}
          variant="filled"
          color="indigo"
          disabled={isEmpty}
          loading={sending.isPending}
          aria-label={t(mode === 'note' ? 'saveNote' : 'send')}
        >
          <Send size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </form>
  )
}

function useSending({ id, lead_id }: Dialogue, mode: Mode, onSent: () => void) {
  const queries = useQueryClient()
  // The same text sent again after a lost answer arrives once.
  const key = useRef({ text: '', key: '' })
  return useMutation({
    mutationFn: async (text: string) => {
      if (key.current.text !== text) key.current = { text, key: crypto.randomUUID() }
      const headers = { 'idempotency-key': key.current.key }
      if (mode === 'message') await call(postConversationsByIdMessages({ path: { id }, body: { text }, headers }))
      else if (lead_id !== null) await call(postLeadsByIdNotes({ path: { id: lead_id }, body: { text }, headers }))
    },
    onSuccess: async () => {
      key.current = { text: '', key: '' }
      onSent()
      if (mode === 'message') await refreshConversation(queries, id, true)
      else await queries.invalidateQueries({ queryKey: ['leads', lead_id] })
    },
    onError: useNotifyFailure(),
  })
}
