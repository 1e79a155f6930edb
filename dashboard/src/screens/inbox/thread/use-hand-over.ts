import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call, postConversationsByIdHandBack, postConversationsByIdTakeOver } from '../../../api/index.ts'
import { useNotifyFailure } from '../../../shared/index.ts'
import { useWords } from '../../../words/index.ts'
import { placeInLists, refreshConversation } from '../live/use-live-conversations.ts'
import { inboxWords } from '../words.ts'

/** Gives a chat to a person or back to the AI. Safe to press twice, here and in another browser. */
export function useHandOver(id: number) {
  const t = useWords(inboxWords)
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (to: 'human' | 'ai') =>
      call(
        to === 'human'
          ? postConversationsByIdTakeOver({ path: { id } })
          : postConversationsByIdHandBack({ path: { id } }),
      ),
    onSuccess: async (conversation, to) => {
      placeInLists(queries, conversation)
      notifications.show({ message: t(to === 'human' ? 'takenOver' : 'handedBack'), autoClose: 3_000 })
      await refreshConversation(queries, id, true)
    },
    onError: useNotifyFailure(),
  })
}
