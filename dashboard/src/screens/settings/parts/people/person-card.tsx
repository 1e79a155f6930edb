import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core'
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactElement, useState } from 'react'
import {
  call,
  deleteOperatorsById,
  type Operator,
  patchOperatorsById,
  postOperatorsByIdLoginLink,
} from '../../../../api/index.ts'
import { Callout, useDescribeError, useNotifyFailure } from '../../../../shared/index.ts'
import { useWords } from '../../../../words/index.ts'
import { partWords } from '../../words.ts'
import { ShownOnce } from '../keys-part.tsx'
import { type PersonDraft, PersonFields, toOperatorFields } from './person-fields.tsx'
import { peopleWords } from './words.ts'

/** Somebody of the business; who is named in the settings is changed there. */
export function PersonCard({ person }: { readonly person: Operator }): ReactElement {
  const t = useWords(peopleWords)
  const part = useWords(partWords)
  const { id, telegram_id: telegramId } = person
  const name = person.name ?? t(person.source === 'owner' ? 'ownerName' : 'colleagueName')
  const place = telegramId === null ? t('browserOnly') : t('inTelegram', { number: String(telegramId) })
  return (
    <Paper withBorder p="md" radius="md" role="group" aria-label={name}>
      <Stack gap="sm">
        <Stack gap={2}>
          <Group gap="xs">
            <Text fw={600}>{name}</Text>
            <Badge variant="light" c="var(--mantine-color-text)" fw={500} color="indigo" tt="none">
              {part(person.role)}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed">
            {id === null ? `${place} · ${t('fromFile')}` : place}
          </Text>
        </Stack>
        {id !== null && <Deeds id={id} name={name} person={person} />}
      </Stack>
    </Paper>
  )
}

interface DeedsProps {
  readonly id: number
  readonly name: string
  readonly person: Operator
}

function Deeds({ id, name, person }: DeedsProps): ReactElement {
  const t = useWords(peopleWords)
  const part = useWords(partWords)
  const client = useQueryClient()
  const onError = useNotifyFailure()
  const [open, setOpen] = useState<'edit' | 'revoke' | null>(null)
  const refresh = () => client.invalidateQueries({ queryKey: ['operators'] })
  const link = useMutation({ mutationFn: () => call(postOperatorsByIdLoginLink({ path: { id } })), onError })
  const revoke = useMutation({
    mutationFn: () => call(deleteOperatorsById({ path: { id } })),
    onSuccess: refresh,
    onError,
  })
  const path = link.data?.path ?? null
  return (
    <>
      <Group gap="xs">
        <Button size="compact-md" variant="default" loading={link.isPending} onClick={() => link.mutate()}>
          {t('link')}
        </Button>
        <Button size="compact-md" variant="default" onClick={() => setOpen(open === 'edit' ? null : 'edit')}>
          {t('edit')}
        </Button>
        <Button size="compact-md" variant="subtle" color="gray" onClick={() => setOpen('revoke')}>
          {part('revoke')}
        </Button>
      </Group>
      {path !== null && <ShownOnce title={t('linkFor', { name })} secret={`${location.origin}${path}`} />}
      {open === 'edit' && <EditForm id={id} person={person} onSaved={() => setOpen(null)} />}
      {open === 'revoke' && (
        <Group role="alert">
          <Text size="sm" flex="1 1 200px">
            {t('revokeSure', { name })}
          </Text>
          <Button size="compact-md" color="red.9" loading={revoke.isPending} onClick={() => revoke.mutate()}>
            {part('revoke')}
          </Button>
          <Button size="compact-md" variant="default" onClick={() => setOpen(null)}>
            {part('cancel')}
          </Button>
        </Group>
      )}
    </>
  )
}

interface EditFormProps {
  readonly id: number
  readonly person: Operator
  readonly onSaved: () => void
}

function EditForm({ id, person, onSaved }: EditFormProps): ReactElement {
  const part = useWords(partWords)
  const [draft, setDraft] = useState<PersonDraft>({
    name: person.name ?? '',
    role: person.role,
    telegram: person.telegram_id === null ? '' : String(person.telegram_id),
  })
  const save = useSavePerson(() => call(patchOperatorsById({ path: { id }, body: toOperatorFields(draft) })), onSaved)
  return <PersonForm label={person.name ?? ''} verb={part('save')} save={save} draft={draft} onChange={setDraft} />
}

/** Keeps a person, and has the list read anew. */
export function useSavePerson(save: () => Promise<Operator>, onSaved: () => void): UseMutationResult<Operator, Error> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: save,
    onSuccess: () => {
      onSaved()
      return client.invalidateQueries({ queryKey: ['operators'] })
    },
  })
}

interface PersonFormProps {
  readonly label: string
  readonly verb: string
  readonly save: UseMutationResult<Operator, Error>
  readonly draft: PersonDraft
  readonly onChange: (draft: PersonDraft) => void
}

export function PersonForm({ label, verb, save, draft, onChange }: PersonFormProps): ReactElement {
  const describe = useDescribeError()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} aria-label={label}>
      <Stack gap="sm">
        <Group align="flex-start" gap="sm">
          <PersonFields draft={draft} onChange={onChange} />
        </Group>
        <Group>
          <Button type="submit" variant="default" loading={save.isPending} disabled={draft.name.trim() === ''}>
            {verb}
          </Button>
        </Group>
        <div aria-live="polite">{save.error !== null && <Callout tone="bad">{describe(save.error)}</Callout>}</div>
      </Stack>
    </form>
  )
}
