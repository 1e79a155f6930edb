import { Anchor } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { call, type GetLeadsByIdResponse, getLeadsById } from '../../api/index.ts'
import { useLiveEvents } from '../../live/index.ts'
import { useMay } from '../../session/index.ts'
import { ErrorState, LoadingState, Page } from '../../shared/index.ts'
import { useWords } from '../../words/index.ts'
import classes from './lead/lead.module.css'
import { ChatLink, LeadConsents, LeadFit, LeadHead, LeadMeetings, LeadSlots } from './lead/lead-facts.tsx'
import { LeadPerson } from './lead/lead-person.tsx'
import { LeadTimeline } from './lead/lead-timeline.tsx'
import { leadWords } from './lead/lead-words.ts'
import { Panel } from './lead/panel.tsx'
import { leadsWords } from './words.ts'

/** All that is known of one lead, why, and what happened. */
export function LeadScreen(): ReactElement {
  const { id: text } = useParams({ from: '/leads/$id' })
  const id = Number(text)
  const lead = useQuery({
    queryKey: ['leads', id],
    queryFn: ({ signal }) => call(getLeadsById({ path: { id }, signal })),
  })
  const t = useWords(leadsWords)
  useRefreshLead(id)
  if (lead.error !== null)
    return (
      <Page title={t('title')}>
        <ErrorState error={lead.error} retry={() => void lead.refetch()} />
      </Page>
    )
  return lead.data === undefined ? <LoadingState /> : <Lead lead={lead.data} />
}

/** Events that name another lead change nothing here. */
function useRefreshLead(id: number): void {
  const queries = useQueryClient()
  useLiveEvents(event => {
    if ('lead_id' in event.data && event.data.lead_id === id)
      void queries.invalidateQueries({ queryKey: ['leads', id] })
  })
}

function Lead({ lead }: { readonly lead: GetLeadsByIdResponse }): ReactElement {
  const t = useWords(leadWords)
  const list = useWords(leadsWords)
  const mayWrite = useMay('operator')
  const mayForget = useMay('admin')
  const { contact_id: contactId, conversation_id: conversationId } = lead
  return (
    <Page
      title={lead.name ?? list('unnamed', { id: lead.id })}
      actions={
        <>
          {conversationId !== null && <ChatLink conversationId={conversationId} />}
          <Anchor component={Link} to="/leads" c="dimmed">
            {t('back')}
          </Anchor>
        </>
      }
    >
      <div className={classes.columns}>
        <div className={classes.column}>
          <LeadHead lead={lead} />
          <LeadSlots lead={lead} />
          <Panel title={t('timeline')}>
            <LeadTimeline lead={lead} mayNote={mayWrite} />
          </Panel>
        </div>
        <div className={classes.column}>
          <LeadFit lead={lead} />
          <LeadMeetings lead={lead} />
          {contactId !== null && <LeadConsents contactId={contactId} />}
          {contactId !== null && mayForget && <LeadPerson contactId={contactId} />}
        </div>
      </div>
    </Page>
  )
}
