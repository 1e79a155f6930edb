import { Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { call, getOperators, getSettings, postOperators } from '../../../../api/index.ts'
import { useWords } from '../../../../words/index.ts'
import { partWords } from '../../words.ts'
import { OptionForm } from '../options/option-form.tsx'
import { Loaded, PartFrame } from '../part.tsx'
import { PersonCard, PersonForm, useSavePerson } from './person-card.tsx'
import { type PersonDraft, toOperatorFields } from './person-fields.tsx'
import { peopleWords } from './words.ts'

const ownerKey = 'telegram.owner_id'
const nobody: PersonDraft = { name: '', role: 'operator', telegram: '' }

/** Who works here: by the browser, in the Mini App, and with the commands of the bot. */
export function TeamPart(): ReactElement {
  const t = useWords(peopleWords)
  const part = useWords(partWords)
  const people = useQuery({ queryKey: ['operators'], queryFn: ({ signal }) => call(getOperators({ signal })) })
  return (
    <PartFrame title={part('team')} lead={t('lead')}>
      <Loaded query={people}>
        {({ items }) => (
          <Stack gap="sm">
            {items.every(({ id }) => id === null) && <Text c="dimmed">{t('nobody')}</Text>}
            {items.map(person => (
              <PersonCard key={person.id ?? `settings ${person.telegram_id}`} person={person} />
            ))}
          </Stack>
        )}
      </Loaded>
      <AddForm />
      <OwnerForm />
    </PartFrame>
  )
}

function AddForm(): ReactElement {
  const t = useWords(peopleWords)
  const [draft, setDraft] = useState(nobody)
  const save = useSavePerson(
    () => call(postOperators({ body: toOperatorFields(draft) })),
    () => setDraft(nobody),
  )
  return (
    <Stack gap="sm">
      <Title order={3}>{t('add')}</Title>
      <PersonForm label={t('add')} verb={t('letIn')} save={save} draft={draft} onChange={setDraft} />
    </Stack>
  )
}

/** The one person who must be in the settings: whom the bot tells of clients. */
function OwnerForm(): ReactElement {
  const t = useWords(peopleWords)
  const part = useWords(partWords)
  const settings = useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => call(getSettings({ signal })) })
  return (
    <Stack gap="sm">
      <Title order={3}>{t('ownerTitle')}</Title>
      <Loaded query={settings}>
        {({ items }) => {
          const setting = items.find(({ key }) => key === ownerKey)
          return setting === undefined ? null : <OptionForm setting={setting} label={part('owner')} />
        }}
      </Loaded>
    </Stack>
  )
}
