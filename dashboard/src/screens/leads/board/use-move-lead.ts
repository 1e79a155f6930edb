import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiProblem, call, type GetLeadsResponse, getLeadsById, isProblem, putLeadsById } from '../../../api/index.ts'
import type { Stage } from '../../../sale/index.ts'
import { useSayCode } from '../../../sale/index.ts'
import { useNotify, useNotifyFailure } from '../../../shared/index.ts'
import { useWords } from '../../../words/index.ts'
import type { LeadChoice } from '../list/lead-choice.ts'
import { type LeadRow, leadsKey } from '../list/use-leads.ts'
import { leadsWords } from '../words.ts'
import { moveBetween } from './move-between.ts'

export interface Move {
  readonly lead: LeadRow
  readonly to: Stage
}

type Pages = InfiniteData<GetLeadsResponse, string | null>

/** Moves a card at once, and back when the server refuses: because somebody else changed the lead, or for any other reason. */
export function useMoveLead(choice: LeadChoice) {
  const queries = useQueryClient()
  const t = useWords(leadsWords)
  const say = useSayCode()
  const notify = useNotify()
  const notifyFailure = useNotifyFailure()
  const keyOf = (stage: string) => leadsKey({ ...choice, stage: stage as Stage })
  return useMutation({
    mutationFn: moveLead,
    onMutate: async ({ lead, to }: Move) => {
      const keys = [keyOf(lead.stage), keyOf(to)] as const
      for (const queryKey of keys) await queries.cancelQueries({ queryKey })
      const before = keys.map(key => queries.getQueryData<Pages>(key))
      const [from, target] = moveBetween(before, lead, to)
      queries.setQueryData(keys[0], from)
      queries.setQueryData(keys[1], target)
      return { keys, before }
    },
    onError: (error, { lead }, context) => {
      for (const [index, key] of context?.keys.entries() ?? []) queries.setQueryData(key, context?.before[index])
      const name = lead.name ?? t('unnamed', { id: lead.id })
      if (isProblem(error) && [409, 412].includes(error.status)) notify(t('changedMeanwhile', { name }))
      else notifyFailure(error)
    },
    onSuccess: (_, { lead, to }) => {
      const name = lead.name ?? t('unnamed', { id: lead.id })
      notify(t('moved', { name, stage: say(to) }))
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['leads'] }),
  })
}

/** Only a lead that stands where the card stood is moved: what somebody else decided meanwhile is not overwritten. */
async function moveLead({ lead, to }: Move): Promise<void> {
  const path = { id: lead.id }
  const asked = getLeadsById({ path })
  const now = await call(asked)
  if (now.stage !== lead.stage) {
    const detail = `now in ${now.stage}`
    throw new ApiProblem({ type: 'about:blank', title: '', status: 412, code: 'lead.changed_meanwhile', detail })
  }
  const etag = (await asked).response?.headers.get('etag')
  const headers = etag === null || etag === undefined ? {} : { 'if-match': etag }
  const { name, contact, source, status, intent, language } = now
  await call(putLeadsById({ path, headers, body: { name, contact, source, status, intent, language, stage: to } }))
}
