import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call, postConversationsByIdStopAnswer } from '../../../api/index.ts'
import { useNotifyFailure } from '../../../shared/index.ts'
import { useWords } from '../../../words/index.ts'
import { placeInLists, refreshConversation } from '../live/use-live-conversations.ts'
import { inboxWords } from '../words.ts'

/** Stops the answer that the AI is writing in a chat, which stays the AI's. Safe to press twice, and too late. */
export function useStopAnswer(id: number) {
  const t = useWords(inboxWords)
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => call(postConversationsByIdStopAnswer({ path: { id } })),
    onSuccess: async ({ stopped, conversation }) => {
      placeInLists(queries, conversation)
      notifications.show({ message: t(stopped ? 'stopped' : 'notStopped'), autoClose: 3_000 })
      await refreshConversation(queries, id, true)
    },
    onError: useNotifyFailure(),
  })
}
