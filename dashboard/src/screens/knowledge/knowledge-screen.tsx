import type { ReactElement } from 'react'
import { appWords } from '../../app/words.ts'
import { EmptyState, Page } from '../../shared/index.ts'
import { useWords } from '../../words/index.ts'

export function KnowledgeScreen(): ReactElement {
  const t = useWords(appWords)
  return (
    <Page title={t('knowledge')}>
      <EmptyState title={t('knowledge')} />
    </Page>
  )
}
