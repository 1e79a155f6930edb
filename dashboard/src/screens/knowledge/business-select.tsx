import { Select } from '@mantine/core'
import type { ReactElement } from 'react'
import { useWords } from '../../words/index.ts'
import { knowledgeWords } from './words.ts'

interface Props {
  readonly label: string
  /** Those that a bot speaks by. */
  readonly playbooks: readonly string[]
  /** Null: all of them. */
  readonly value: string | null
  readonly onChange: (playbook: string | null) => void
  /** Whether all of them together may be chosen. */
  readonly hasAll?: boolean
}

const all = '*'

/** Whose documents are meant; nothing where all bots speak by one playbook. */
export function BusinessSelect({ label, playbooks, value, onChange, hasAll = false }: Props): ReactElement | null {
  const t = useWords(knowledgeWords)
  if (playbooks.length < 2) return null
  const own = playbooks.map(name => ({ value: name, label: name }))
  return (
    <Select
      label={label}
      w={220}
      allowDeselect={false}
      value={value ?? all}
      data={hasAll ? [{ value: all, label: t('allBots') }, ...own] : own}
      onChange={chosen => onChange(chosen === all ? null : chosen)}
    />
  )
}
