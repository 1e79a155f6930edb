import { Anchor, Badge, Group, Progress, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { call, type GetLeadsByIdResponse, getContactsById } from '../../../api/index.ts'
import { useSayCode, useSlotTitle } from '../../../sale/index.ts'
import { ErrorState, SafeText } from '../../../shared/index.ts'
import { useFormat, useWords } from '../../../words/index.ts'
import classes from './lead.module.css'
import { leadWords } from './lead-words.ts'
import { Panel } from './panel.tsx'

type Lead = GetLeadsByIdResponse

interface Props {
  readonly lead: Lead
}

export function LeadHead({ lead }: Props): ReactElement {
  const t = useWords(leadWords)
  const say = useSayCode()
  const format = useFormat()
  const facts = [
    [t('stage'), say(lead.stage)],
    [t('status'), say(lead.status)],
    [t('contact'), lead.contact],
    [t('source'), say(lead.source)],
    [t('intent'), lead.intent],
    [t('language'), lead.language && format.languageName(lead.language)],
    [t('came'), format.moment(lead.created_at)],
  ] as const
  return (
    <Panel title={t('head')}>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value ?? <Text c="dimmed">{t('unknown')}</Text>}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}

export function LeadSlots({ lead }: Props): ReactElement {
  const t = useWords(leadWords)
  const say = useSayCode()
  const format = useFormat()
  const titleOf = useSlotTitle(lead.slot_titles)
  const slots = Object.entries(lead.slots)
  return (
    <Panel title={t('slots')}>
      {slots.length === 0 && <Text c="dimmed">{t('noSlots')}</Text>}
      <dl className={classes.slots}>
        {slots.map(([name, slot]) => (
          <div key={name}>
            <dt>{titleOf(name)}</dt>
            <dd>
              <Group justify="space-between" wrap="nowrap" align="baseline">
                <Text fw={600} component="span">
                  <SafeText text={slot.text} />
                </Text>
                <Badge variant="light" color="gray" tt="none" fw={500} className={classes.badge}>
                  {t('confidence', { percent: format.percent(slot.confidence) })}
                </Badge>
              </Group>
              {slot.words !== null && (
                <Text size="sm" c="dimmed" component="div">
                  <SafeText text={t('said', { words: slot.words })} />
                </Text>
              )}
              <Text size="xs" c="dimmed">
                {t('readBy', { source: say(slot.source), at: format.moment(slot.updated_at) })}
              </Text>
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}

/** The score by its parts: what earned points, and what would earn the rest. */
export function LeadFit({ lead }: Props): ReactElement {
  const t = useWords(leadWords)
  const titleOf = useSlotTitle(lead.slot_titles)
  const { score, threshold, is_fit: isFit, parts } = lead.fit
  return (
    <Panel title={t('fit')}>
      <Text fz={28} fw={650} lh={1.2}>
        {t('fitOf', { score })}
      </Text>
      <Text c="dimmed">{t(isFit ? 'isFit' : 'isNotFit', { threshold })}</Text>
      <Stack gap="sm">
        {parts.map(part => (
          <div key={part.slots.join()}>
            <Group justify="space-between" gap="xs">
              <Text size="sm">{part.slots.map(titleOf).join(', ')}</Text>
              <Text size="sm" className={classes.points}>
                {t('points', { points: part.points, total: part.out_of })}
              </Text>
            </Group>
            <Progress
              size="sm"
              aria-label={part.slots.map(titleOf).join(', ')}
              value={part.out_of === 0 ? 0 : (part.points / part.out_of) * 100}
            />
            {part.slots.length > 1 && part.missing.length > 0 && (
              <Text size="xs" c="dimmed" mt={4}>
                {t('missing', { slots: part.missing.map(titleOf).join(', ') })}
              </Text>
            )}
          </div>
        ))}
      </Stack>
    </Panel>
  )
}

export function LeadMeetings({ lead }: Props): ReactElement {
  const t = useWords(leadWords)
  const say = useSayCode()
  const format = useFormat()
  return (
    <Panel title={t('meetings')}>
      {lead.meetings.length === 0 && <Text c="dimmed">{t('noMeetings')}</Text>}
      {lead.meetings.map(meeting => (
        <Group key={meeting.id} justify="space-between" wrap="nowrap">
          <div>
            <Text fw={600}>{format.moment(meeting.starts_at)}</Text>
            <Text size="sm" c="dimmed">
              {meeting.title} · {t('minutes', { count: meeting.minutes })}
            </Text>
          </div>
          <Badge variant="light" color="gray" tt="none" fw={500} className={classes.badge}>
            {say(meeting.status)}
          </Badge>
        </Group>
      ))}
    </Panel>
  )
}

export function LeadConsents({ contactId }: { readonly contactId: number }): ReactElement {
  const t = useWords(leadWords)
  const say = useSayCode()
  const contact = useQuery({
    queryKey: ['contacts', contactId],
    queryFn: ({ signal }) => call(getContactsById({ path: { id: contactId }, signal })),
  })
  const consents = Object.entries(contact.data?.consents ?? {})
  return (
    <Panel title={t('consents')}>
      {contact.error !== null && <ErrorState error={contact.error} />}
      {contact.data !== undefined && consents.length === 0 && <Text c="dimmed">{t('noConsents')}</Text>}
      {consents.map(([kind, isGiven]) => (
        <Group key={kind} justify="space-between">
          <Text>{say(kind)}</Text>
          <Text fw={600}>{t(isGiven ? 'agreed' : 'refused')}</Text>
        </Group>
      ))}
    </Panel>
  )
}

export function ChatLink({ conversationId }: { readonly conversationId: number }): ReactElement {
  const t = useWords(leadWords)
  return (
    <Anchor href={`/inbox/${conversationId}`} fw={600}>
      {t('openChat')}
    </Anchor>
  )
}
