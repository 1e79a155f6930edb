import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, type ReactElement, type ReactNode, Suspense, useState } from 'react'
import { type Conversation, call, getLeadsById, getLeadsByIdNotes, type LeadDetail } from '../../../api/index.ts'
import { useRefreshOn } from '../../../live/index.ts'
import { useSayCode } from '../../../sale/index.ts'
import { useMay, useSayAuthor } from '../../../session/index.ts'
import { ErrorState, LoadingState, SafeText } from '../../../shared/index.ts'
import { useFormat, useWords } from '../../../words/index.ts'
import { inboxWords } from '../words.ts'
import { FitBar } from './fit-bar.tsx'
import classes from './side.module.css'
import { SlotList } from './slot-list.tsx'

const BookMeeting = lazy(async () => ({ default: (await import('./book-meeting.tsx')).BookMeeting }))

interface SidePanelProps {
  readonly conversation: Conversation
  /** Shows the message that something was learned from. */
  readonly showMessage: (id: number) => void
}

/** What is known of the client: the lead, what was learned and from which words, meetings, notes. */
export function SidePanel({ conversation, showMessage }: SidePanelProps): ReactElement {
  const t = useWords(inboxWords)
  const { lead_id: id } = conversation
  return (
    <aside className={classes.panel} aria-label={t('details')}>
      {id === null ? <Text c="dimmed">{t('noLead')}</Text> : <LeadFacts id={id} showMessage={showMessage} />}
    </aside>
  )
}

function LeadFacts({
  id,
  showMessage,
}: {
  readonly id: number
  readonly showMessage: (id: number) => void
}): ReactElement {
  const t = useWords(inboxWords)
  useRefreshOn(
    [
      'lead.slot_changed',
      'lead.stage_changed',
      'lead.qualified',
      'meeting.scheduled',
      'meeting.cancelled',
      'meeting.rescheduled',
    ],
    ['leads', id],
  )
  const lead = useQuery({
    queryKey: ['leads', id],
    queryFn: ({ signal }) => call(getLeadsById({ path: { id }, signal })),
  })
  if (lead.isPending) return <LoadingState />
  if (lead.isError) return <ErrorState error={lead.error} retry={() => void lead.refetch()} />
  return (
    <Stack gap="lg">
      <LeadHead lead={lead.data} />
      <Part title={t('known')}>
        <SlotList lead={lead.data} showMessage={showMessage} />
      </Part>
      <Meetings lead={lead.data} />
      <Notes id={id} />
    </Stack>
  )
}

function LeadHead({ lead }: { readonly lead: LeadDetail }): ReactElement {
  const t = useWords(inboxWords)
  const { languageName } = useFormat()
  const sayCode = useSayCode()
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2}>{t('lead')}</Title>
        <Anchor size="sm" renderRoot={props => <Link to="/leads/$id" params={{ id: String(lead.id) }} {...props} />}>
          {t('openLead')}
        </Anchor>
      </Group>
      <dl className={classes.facts}>
        <dt>{t('stage')}</dt>
        <dd>
          <Text component="span" size="sm" fw={550}>
            {sayCode(lead.stage)}
          </Text>
        </dd>
        <dt>{t('fit')}</dt>
        <dd>
          <FitBar score={lead.fit.score} threshold={lead.fit.threshold} label={t('fitOf', { score: lead.fit.score })} />
        </dd>
        {lead.contact !== null && (
          <>
            <dt>{t('contact')}</dt>
            <dd>
              <SafeText text={lead.contact} />
            </dd>
          </>
        )}
        {lead.language !== null && (
          <>
            <dt>{t('language')}</dt>
            <dd>{languageName(lead.language)}</dd>
          </>
        )}
      </dl>
    </Stack>
  )
}

export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactElement {
  return (
    <section>
      <Title order={3} mb="xs">
        {title}
      </Title>
      {children}
    </section>
  )
}

function Meetings({ lead }: { readonly lead: LeadDetail }): ReactElement {
  const t = useWords(inboxWords)
  const { moment } = useFormat()
  const [isBooking, setBooking] = useState(false)
  const mayBook = useMay('operator')
  const shown = lead.meetings.filter(({ status }) => status === 'scheduled' || status === 'held')
  return (
    <Part title={t('meetings')}>
      <Stack gap="xs" align="flex-start">
        {shown.length === 0 && (
          <Text c="dimmed" size="sm">
            {t('noMeetings')}
          </Text>
        )}
        {shown.map(({ id, starts_at, title }) => (
          <Text key={id} size="sm">
            {moment(starts_at)} · {title}
          </Text>
        ))}
        {mayBook && (
          <Button size="xs" variant="default" onClick={() => setBooking(true)}>
            {t('book')}
          </Button>
        )}
      </Stack>
      <Suspense>{isBooking && <BookMeeting lead={lead} close={() => setBooking(false)} />}</Suspense>
    </Part>
  )
}

function Notes({ id }: { readonly id: number }): ReactElement {
  const t = useWords(inboxWords)
  const sayAuthor = useSayAuthor()
  const { moment } = useFormat()
  const notes = useQuery({
    queryKey: ['leads', id, 'notes'],
    queryFn: ({ signal }) => call(getLeadsByIdNotes({ path: { id }, query: { limit: 20 }, signal })),
  })
  const items = notes.data?.items ?? []
  return (
    <Part title={t('notes')}>
      {items.length === 0 && (
        <Text c="dimmed" size="sm">
          {t('noNotes')}
        </Text>
      )}
      <Stack gap="sm">
        {items.map(note => (
          <div key={note.id} className={classes.note}>
            <SafeText text={note.text} />
            <div className={classes.small}>
              {sayAuthor(note.author, note.author_name)} · {moment(note.created_at)}
            </div>
          </div>
        ))}
      </Stack>
    </Part>
  )
}
