import { useCallback } from 'react'
import type { LeadDetail } from '../api/index.ts'
import { useLanguage } from '../words/index.ts'

/** Says a slot in the words of the playbook; one that its playbook no longer knows by its name. */
export function useSlotTitle(titles: LeadDetail['slot_titles']): (name: string) => string {
  const { language } = useLanguage()
  return useCallback(name => titles[name]?.[language] ?? name.replaceAll('_', ' '), [titles, language])
}
