import { Group, SimpleGrid, Stack, Switch, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, type ReactElement, useState } from 'react'
import type { PlaybookForm } from '../../../../api/index.ts'
import { useWords } from '../../../../words/index.ts'
import { type SettingField, SettingsForm } from '../options/settings-form.tsx'
import { Loaded, PartFrame } from '../part.tsx'
import { CountInput } from './count-input.tsx'
import { SaveRow } from './save-row.tsx'
import { type NamedForm, usePlaybookForm, useSaveForm } from './use-playbook-form.ts'
import { businessWords } from './words.ts'

/** When the business is open for meetings, and where they are written. */
export function HoursPart(): ReactElement {
  const t = useWords(businessWords)
  const found = usePlaybookForm(null)
  return (
    <PartFrame title={t('hours')} lead={t('hoursLead')}>
      <Loaded query={found}>
        {named =>
          named.form.meeting === null ? (
            <Text>{t('noMeetings')}</Text>
          ) : (
            <HoursForm key={named.name} named={named} known={named.form.meeting} />
          )
        }
      </Loaded>
      <Title order={3}>{t('calendar')}</Title>
      <SettingsForm title={t('calendar')} fields={listFields(t)} />
    </PartFrame>
  )
}

type Meeting = NonNullable<PlaybookForm['meeting']>
type Weekday = keyof Meeting['working_hours']

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const usualHours = '10:00-18:00'
const counts = [
  { key: 'minutes', word: 'minutes' },
  { key: 'buffer_minutes', word: 'buffer' },
  { key: 'step_minutes', word: 'step' },
  { key: 'lead_hours', word: 'lead' },
  { key: 'horizon_days', word: 'horizon' },
] as const

function HoursForm({ named, known }: { readonly named: NamedForm; readonly known: Meeting }): ReactElement {
  const t = useWords(businessWords)
  const [meeting, setMeeting] = useState(known)
  const [holidays, setHolidays] = useState(known.holidays.join(', '))
  const save = useSaveForm(named)
  const changed = { ...meeting, holidays: splitList(holidays) }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    // Hours come back as they were understood: 9:00 is 09:00.
    save.mutate({ meeting: changed }, { onSuccess: ({ meeting: kept }) => kept !== null && setMeeting(kept) })
  }
  const setHours = (day: Weekday, hours: string): void =>
    setMeeting({ ...meeting, working_hours: { ...meeting.working_hours, [day]: hours } })
  return (
    <form onSubmit={submit} aria-label={t('hours')}>
      <Stack gap="md">
        <Stack gap="xs">
          {weekdays.map(day => (
            <Day key={day} day={day} hours={meeting.working_hours[day]} onChange={hours => setHours(day, hours)} />
          ))}
          <Text size="sm" c="dimmed">
            {t('hoursHelp')}
          </Text>
        </Stack>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          {counts.map(({ key, word }) => (
            <CountInput
              key={key}
              label={t(word)}
              value={meeting[key]}
              onChange={value => setMeeting({ ...meeting, [key]: value })}
            />
          ))}
        </SimpleGrid>
        <TextInput
          label={t('holidays')}
          description={t('holidaysHelp')}
          value={holidays}
          onChange={event => setHolidays(event.currentTarget.value)}
        />
        <Switch
          label={t('needsContact')}
          checked={meeting.needs_contact}
          onChange={event => setMeeting({ ...meeting, needs_contact: event.currentTarget.checked })}
        />
        <SaveRow save={save} isChanged={JSON.stringify(changed) !== JSON.stringify(known)} />
      </Stack>
    </form>
  )
}

interface DayProps {
  readonly day: Weekday
  readonly hours: string
  readonly onChange: (hours: string) => void
}

function Day({ day, hours, onChange }: DayProps): ReactElement {
  const t = useWords(businessWords)
  const isOpen = hours !== 'closed'
  return (
    <Group gap="sm" wrap="nowrap" mih={36}>
      <Switch
        label={t(day)}
        w={160}
        flex="none"
        checked={isOpen}
        onChange={event => onChange(event.currentTarget.checked ? usualHours : 'closed')}
      />
      {isOpen ? (
        <TextInput
          aria-label={t('dayHours', { day: t(day) })}
          flex={1}
          maw={280}
          value={hours}
          onChange={event => onChange(event.currentTarget.value)}
        />
      ) : (
        <Text size="sm" c="dimmed">
          {t('dayClosed')}
        </Text>
      )}
    </Group>
  )
}

function splitList(text: string): string[] {
  return text.split(/[\s,;]+/).filter(part => part !== '')
}

function listFields(t: ReturnType<typeof useWords<keyof (typeof businessWords)['en']>>): readonly SettingField[] {
  return [
    { key: 'ai_server.timezone', label: t('zone'), help: t('zoneHelp'), kind: 'text' },
    { key: 'calendar.reminder_hours', label: t('reminders'), help: t('remindersHelp'), kind: 'text' },
    { key: 'calendar.hold_minutes', label: t('hold'), kind: 'number' },
    {
      key: 'calendar.provider',
      label: t('provider'),
      kind: [
        { value: 'internal', label: t('providerInternal') },
        { value: 'google', label: t('providerGoogle') },
        { value: 'caldav', label: t('providerCaldav') },
      ],
    },
    { key: 'calendar.caldav.url', label: t('caldavUrl'), kind: 'text' },
    { key: 'calendar.caldav.user', label: t('caldavUser'), kind: 'text' },
    { key: 'calendar.caldav.password', label: t('caldavPassword'), kind: 'secret' },
    { key: 'google_calendar.calendar_id', label: t('googleCalendar'), help: t('googleHelp'), kind: 'text' },
  ]
}
