import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import {
  call,
  getPlaybooksByNameForm,
  getSetup,
  type PatchPlaybooksByNameFormData,
  type PlaybookForm,
  patchPlaybooksByNameForm,
} from '../../../../api/index.ts'

export type FormChange = PatchPlaybooksByNameFormData['body']

export interface NamedForm {
  readonly name: string
  readonly form: PlaybookForm
}

/** The form of a playbook; null: of the one in use. */
export function usePlaybookForm(name: string | null): UseQueryResult<NamedForm> {
  return useQuery({
    queryKey: ['playbooks', name, 'form'],
    queryFn: async ({ signal }) => {
      const chosen = name ?? (await call(getSetup({ signal }))).playbook
      return { name: chosen, form: await call(getPlaybooksByNameForm({ path: { name: chosen }, signal })) }
    },
    // What is being written is not taken away by a look at another window.
    refetchOnWindowFocus: false,
  })
}

/** Writes it over the version that was read, and over no other. */
export function useSaveForm({ name, form }: NamedForm): UseMutationResult<PlaybookForm, Error, FormChange> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: body =>
      call(patchPlaybooksByNameForm({ path: { name }, headers: { 'if-match': `"${form.version}"` }, body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['playbooks'] }),
  })
}
