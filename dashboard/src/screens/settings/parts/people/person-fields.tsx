import { Select, TextInput } from '@mantine/core'
import type { ReactElement } from 'react'
import type { Operator } from '../../../../api/index.ts'
import { useWords } from '../../../../words/index.ts'
import { partWords } from '../../words.ts'
import { peopleWords } from './words.ts'

export interface PersonDraft {
  readonly name: string
  readonly role: Operator['role']
  /** As typed; empty: none. */
  readonly telegram: string
}

interface PersonFieldsProps {
  readonly draft: PersonDraft
  readonly onChange: (draft: PersonDraft) => void
}

const roles = ['viewer', 'operator', 'admin'] as const

/** Name, role and number of a person. */
export function PersonFields({ draft, onChange }: PersonFieldsProps): ReactElement {
  const t = useWords(peopleWords)
  const part = useWords(partWords)
  return (
    <>
      <TextInput
        flex="1 1 180px"
        label={t('name')}
        maxLength={100}
        value={draft.name}
        onChange={event => onChange({ ...draft, name: event.currentTarget.value })}
      />
      <Select
        flex="1 1 200px"
        label={t('role')}
        allowDeselect={false}
        value={draft.role}
        data={roles.map(value => ({ value, label: part(value) }))}
        onChange={role => onChange({ ...draft, role: roles.find(known => known === role) ?? draft.role })}
      />
      <TextInput
        flex="1 1 100%"
        label={t('telegram')}
        description={t('telegramHelp')}
        inputMode="numeric"
        value={draft.telegram}
        onChange={event => onChange({ ...draft, telegram: event.currentTarget.value })}
      />
    </>
  )
}

/** As the server wants it. What is no number it refuses, and says so. */
export function toOperatorFields({ name, role, telegram }: PersonDraft) {
  return { name: name.trim(), role, telegram_id: telegram.trim() === '' ? null : Number(telegram) }
}
