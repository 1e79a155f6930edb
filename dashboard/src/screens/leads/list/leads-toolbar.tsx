import { Button, Group, Menu, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { Download, Search } from 'lucide-react'
import { type ReactElement, useEffect, useRef } from 'react'
import { type Stage, stages, useSayCode } from '../../../sale/index.ts'
import { useFormat, useLanguage, useWords } from '../../../words/index.ts'
import { leadsWords } from '../words.ts'
import { exportAddress, isNarrowed, type LeadChoice } from './lead-choice.ts'
import classes from './leads.module.css'

type Change = { readonly [Key in keyof LeadChoice]?: LeadChoice[Key] | undefined }

interface Props {
  readonly choice: LeadChoice
  readonly onChange: (change: Change) => void
  readonly onReset: () => void
}

const typingPauseMs = 250

export function LeadsToolbar({ choice, onChange, onReset }: Props): ReactElement {
  const t = useWords(leadsWords)
  const format = useFormat()
  return (
    <div className={classes.filters}>
      <SearchBox text={choice.q ?? ''} onChange={q => onChange({ q: q === '' ? undefined : q })} />
      <StageFilter choice={choice} onChange={onChange} />
      <FitFilter choice={choice} onChange={onChange} />
      <MeetingFilter choice={choice} onChange={onChange} />
      {choice.source !== undefined && (
        <Chosen text={`${t('source')}: ${choice.source}`} onRemove={() => onChange({ source: undefined })} />
      )}
      {choice.created_after !== undefined && (
        <Chosen
          text={t('from', { day: format.day(choice.created_after) })}
          onRemove={() => onChange({ created_after: undefined })}
        />
      )}
      {choice.created_before !== undefined && (
        <Chosen
          text={t('until', { day: format.day(choice.created_before) })}
          onRemove={() => onChange({ created_before: undefined })}
        />
      )}
      {isNarrowed(choice) && (
        <Button variant="subtle" color="gray" onClick={onReset}>
          {t('reset')}
        </Button>
      )}
    </div>
  )
}

/** What the address narrows and no box shows. */
function Chosen({ text, onRemove }: { readonly text: string; readonly onRemove: () => void }): ReactElement {
  const t = useWords(leadsWords)
  return (
    <Button variant="light" rightSection={<span aria-hidden>×</span>} onClick={onRemove} title={t('reset')}>
      {text}
    </Button>
  )
}

function SearchBox({
  text,
  onChange,
}: {
  readonly text: string
  readonly onChange: (q: string) => void
}): ReactElement {
  const t = useWords(leadsWords)
  const input = useRef<HTMLInputElement>(null)
  const search = useDebouncedCallback(onChange, typingPauseMs)
  useEffect(() => {
    // Reset from outside; while somebody types, their words stand.
    if (input.current !== null && document.activeElement !== input.current) input.current.value = text
  }, [text])
  return (
    <TextInput
      ref={input}
      className={classes.search}
      type="search"
      aria-label={t('search')}
      placeholder={t('search')}
      leftSection={<Search size={16} aria-hidden />}
      defaultValue={text}
      onChange={event => search(event.currentTarget.value)}
    />
  )
}

function StageFilter({ choice, onChange }: Omit<Props, 'onReset'>): ReactElement {
  const t = useWords(leadsWords)
  const say = useSayCode()
  return (
    <Select
      className={classes.filter}
      aria-label={t('stage')}
      placeholder={t('anyStage')}
      clearable
      data={stages.map(stage => ({ value: stage, label: say(stage) }))}
      value={choice.stage ?? null}
      // Its options are the stages.
      onChange={stage => onChange({ stage: (stage as Stage | null) ?? undefined })}
    />
  )
}

const scoreSteps = [20, 40, 60, 80]

function FitFilter({ choice, onChange }: Omit<Props, 'onReset'>): ReactElement {
  const t = useWords(leadsWords)
  return (
    <Select
      className={classes.filter}
      aria-label={t('fit')}
      placeholder={t('anyFit')}
      clearable
      data={scoreSteps.map(score => ({ value: String(score), label: t('fitFrom', { score }) }))}
      value={choice.min_fit_score === undefined ? null : String(choice.min_fit_score)}
      onChange={score => onChange({ min_fit_score: score === null ? undefined : Number(score) })}
    />
  )
}

function MeetingFilter({ choice, onChange }: Omit<Props, 'onReset'>): ReactElement {
  const t = useWords(leadsWords)
  return (
    <Select
      className={classes.filter}
      aria-label={t('meeting')}
      placeholder={t('anyMeeting')}
      clearable
      data={[
        { value: 'true', label: t('withMeeting') },
        { value: 'false', label: t('withoutMeeting') },
      ]}
      value={choice.has_meeting ?? null}
      onChange={value => onChange({ has_meeting: value === 'true' || value === 'false' ? value : undefined })}
    />
  )
}

/** Stands beside the title. */
export function LeadsActions({
  choice,
  onChange,
  mayExport,
}: Pick<Props, 'choice' | 'onChange'> & { readonly mayExport: boolean }): ReactElement {
  const t = useWords(leadsWords)
  const { language } = useLanguage()
  return (
    <Group gap="xs">
      <SegmentedControl
        aria-label={t('view')}
        value={choice.view}
        onChange={view => onChange({ view: view === 'board' ? 'board' : 'table' })}
        data={[
          { value: 'table', label: t('table') },
          { value: 'board', label: t('board') },
        ]}
      />
      {mayExport && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" leftSection={<Download size={16} aria-hidden />}>
              {t('export')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item component="a" href={exportAddress(choice, 'csv', language)} download>
              {t('exportCsv')}
            </Menu.Item>
            <Menu.Item component="a" href={exportAddress(choice, 'xlsx', language)} download>
              {t('exportXlsx')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  )
}
