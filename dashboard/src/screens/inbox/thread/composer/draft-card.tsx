import { Button, Group, Text, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Sparkles } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { call, postConversationsByIdDraft } from '../../../../api/index.ts'
import { useMay } from '../../../../session/index.ts'
import { RichText, sharedWords, useNotifyFailure } from '../../../../shared/index.ts'
import { useWords } from '../../../../words/index.ts'
import { refreshConversation } from '../../live/use-live-conversations.ts'
import { inboxWords } from '../../words.ts'
import classes from '../thread.module.css'

interface DraftCardProps {
  readonly conversationId: number
  readonly draft: { readonly id: number; readonly text: string }
}

/** The answer that the AI proposes: send it, say it in other words, or say nothing. */
export function DraftCard({ conversationId, draft }: DraftCardProps): ReactElement {
  const t = useWords(inboxWords)
  const shared = useWords(sharedWords)
  const [edited, setEdited] = useState<string | null>(null)
  const decision = useDecision(conversationId, draft.id)
  const mayDecide = useMay('operator')
  const decide = (verdict: 'send' | 'skip'): void => decision.mutate({ verdict })
  return (
    <section className={classes.draft} aria-label={t('draft')}>
      <Group gap="xs">
        <Sparkles size={16} aria-hidden />
        <Text size="sm" fw={600}>
          {t('draft')}
        </Text>
      </Group>
      {edited === null ? (
        <div>
          <RichText markdown={draft.text} />
        </div>
      ) : (
        <Textarea
          value={edited}
          onChange={event => setEdited(event.currentTarget.value)}
          aria-label={t('draftEdit')}
          autosize
          maxRows={10}
          maxLength={8_000}
          data-autofocus
        />
      )}
      {mayDecide && (
        <Group gap="xs">
          <Button
            size="xs"
            loading={decision.isPending}
            disabled={edited?.trim() === ''}
            onClick={() => (edited === null ? decide('send') : decision.mutate({ verdict: 'edit', text: edited }))}
          >
            {t('draftSend')}
          </Button>
          <Button size="xs" variant="default" onClick={() => setEdited(edited === null ? draft.text : null)}>
            {edited === null ? t('draftEdit') : shared('cancel')}
          </Button>
          <Button size="xs" variant="subtle" color="gray" onClick={() => decide('skip')}>
            {t('draftSkip')}
          </Button>
        </Group>
      )}
    </section>
  )
}

type Verdict = { readonly verdict: 'send' | 'skip' } | { readonly verdict: 'edit'; readonly text: string }

function useDecision(id: number, draft_id: number) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (verdict: Verdict) =>
      call(postConversationsByIdDraft({ path: { id }, body: { ...verdict, draft_id } })),
    onSettled: () => refreshConversation(queries, id, true),
    onError: useNotifyFailure(),
  })
}
