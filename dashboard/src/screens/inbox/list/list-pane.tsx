import { CloseButton, SegmentedControl, TextInput, Title } from '@mantine/core'
import { Search } from 'lucide-react'
import type { ReactElement, RefObject } from 'react'
import { useWords } from '../../../words/index.ts'
import { inboxWords } from '../words.ts'
import { ConversationList } from './conversation-list.tsx'
import classes from './list.module.css'
import type { useConversationList } from './use-conversation-list.ts'
import { type View, views } from './views.ts'

interface ListPaneProps {
  readonly list: ReturnType<typeof useConversationList>
  readonly openId: number | null
  readonly view: View
  readonly text: string
  readonly choose: (view: View) => void
  readonly search: (text: string) => void
  readonly searchField: RefObject<HTMLInputElement | null>
}

const wordOf = {
  all: 'viewAll',
  waiting: 'viewWaiting',
  human: 'viewHuman',
  ai: 'viewAi',
  blocked: 'viewBlocked',
} as const

/** The left part of the inbox: which conversations, and the conversations. */
export function ListPane({ list, openId, view, text, choose, search, searchField }: ListPaneProps): ReactElement {
  const t = useWords(inboxWords)
  const labelOf = (each: View): string =>
    each === 'waiting' && list.waitingCount > 0 ? `${t(wordOf[each])} ${list.waitingCount}` : t(wordOf[each])
  return (
    <section className={classes.pane} aria-labelledby="inbox-title">
      <div className={classes.head}>
        <Title order={1} id="inbox-title">
          {t('title')}
        </Title>
        <TextInput
          ref={searchField}
          type="search"
          value={text}
          onChange={event => search(event.currentTarget.value)}
          placeholder={t('search')}
          aria-label={t('search')}
          leftSection={<Search size={16} aria-hidden />}
          rightSection={
            text !== '' && <CloseButton size="sm" aria-label={t('clearSearch')} onClick={() => search('')} />
          }
        />
        <SegmentedControl
          fullWidth
          size="xs"
          value={view}
          onChange={value => choose(views.find(each => each === value) ?? 'all')}
          data={views.map(each => ({ value: each, label: labelOf(each) }))}
          aria-label={t('views')}
        />
      </div>
      <ConversationList list={list} openId={openId} isFiltered={view !== 'all' || text !== ''} />
    </section>
  )
}
