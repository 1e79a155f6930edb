import { SimpleGrid, Stack, Switch, Textarea, TextInput, Title } from '@mantine/core'
import { type FormEvent, type ReactElement, useState } from 'react'
import type { PlaybookForm } from '../../../../api/index.ts'
import { useWords } from '../../../../words/index.ts'
import { CountInput } from '../business/count-input.tsx'
import { SaveRow } from '../business/save-row.tsx'
import { type FormChange, type NamedForm, usePlaybookForm, useSaveForm } from '../business/use-playbook-form.ts'
import { businessWords } from '../business/words.ts'
import { Loaded } from '../part.tsx'

/** The words and rules that owners change most, without a file in sight. */
export function PlaybookBasics({ name }: { readonly name: string }): ReactElement {
  const found = usePlaybookForm(name)
  return <Loaded query={found}>{named => <Basics key={named.name} named={named} />}</Loaded>
}

type Form = Pick<
  PlaybookForm,
  'assistant_name' | 'discloses_ai' | 'speaks' | 'greeting' | 'offer' | 'threshold' | 'handoff'
>

function Basics({ named }: { readonly named: NamedForm }): ReactElement {
  const t = useWords(businessWords)
  const [form, setForm] = useState<Form>(named.form)
  const save = useSaveForm(named)
  const changes = listChanges(named.form, form)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    // What was kept may be written a little differently: without empty lines at its end.
    save.mutate(changes, { onSuccess: setForm })
  }
  const { assistant_name: name, greeting } = form
  const rename = (language: 'ru' | 'en', text: string): void => {
    const next = { ...(name ?? { ru: '', en: '' }), [language]: text }
    setForm({ ...form, assistant_name: next.ru === '' && next.en === '' ? null : next })
  }
  return (
    <form onSubmit={submit} aria-label={t('basics')}>
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          {(['ru', 'en'] as const).map(language => (
            <TextInput
              key={language}
              label={`${t('assistantName')}, ${t(language === 'ru' ? 'nameRu' : 'nameEn')}`}
              value={name?.[language] ?? ''}
              onChange={event => rename(language, event.currentTarget.value)}
            />
          ))}
        </SimpleGrid>
        {(['ru', 'en'] as const).map(language => (
          <Textarea
            key={language}
            label={t(language === 'ru' ? 'greetingRu' : 'greetingEn')}
            autosize
            value={greeting[language]}
            onChange={event => setForm({ ...form, greeting: { ...greeting, [language]: event.currentTarget.value } })}
          />
        ))}
        <Textarea
          label={t('offer')}
          description={t('offerHelp')}
          autosize
          minRows={5}
          maxRows={16}
          maxLength={200_000}
          value={form.offer}
          onChange={event => setForm({ ...form, offer: event.currentTarget.value })}
        />
        <Switch
          label={t('disclosesAi')}
          description={t('disclosesHelp')}
          checked={form.discloses_ai}
          onChange={event => setForm({ ...form, discloses_ai: event.currentTarget.checked })}
        />
        <Switch
          label={t('speaks')}
          checked={form.speaks}
          onChange={event => setForm({ ...form, speaks: event.currentTarget.checked })}
        />
        <CountInput
          label={t('threshold')}
          value={form.threshold}
          onChange={threshold => setForm({ ...form, threshold })}
        />
        <Title order={3}>{t('handoff')}</Title>
        <Handoff handoff={form.handoff} onChange={handoff => setForm({ ...form, handoff })} />
        <SaveRow save={save} isChanged={Object.keys(changes).length > 0} />
      </Stack>
    </form>
  )
}

interface HandoffProps {
  readonly handoff: PlaybookForm['handoff']
  readonly onChange: (handoff: PlaybookForm['handoff']) => void
}

function Handoff({ handoff, onChange }: HandoffProps): ReactElement {
  const t = useWords(businessWords)
  return (
    <>
      <Switch
        label={t('onAnger')}
        checked={handoff.on_anger}
        onChange={event => onChange({ ...handoff, on_anger: event.currentTarget.checked })}
      />
      <Switch
        label={t('whenModelIsDown')}
        checked={handoff.when_model_is_down}
        onChange={event => onChange({ ...handoff, when_model_is_down: event.currentTarget.checked })}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <CountInput
          label={t('unanswered')}
          value={handoff.unanswered_in_a_row}
          onChange={value => onChange({ ...handoff, unanswered_in_a_row: value })}
        />
        <CountInput
          label={t('maxTurns')}
          value={handoff.max_turns}
          onChange={value => onChange({ ...handoff, max_turns: value })}
        />
        <CountInput
          label={t('returnHours')}
          help={t('returnHelp')}
          mayBeEmpty
          value={handoff.return_after_quiet_hours}
          onChange={value => onChange({ ...handoff, return_after_quiet_hours: value })}
        />
      </SimpleGrid>
    </>
  )
}

/** Only what differs: what another person changes meanwhile elsewhere is none of this form's business. Pure. */
function listChanges(before: Form, after: Form): FormChange {
  const keys = ['assistant_name', 'discloses_ai', 'speaks', 'greeting', 'offer', 'threshold', 'handoff'] as const
  const changed = keys.filter(key => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
  return Object.fromEntries(changed.map(key => [key, after[key]]))
}
