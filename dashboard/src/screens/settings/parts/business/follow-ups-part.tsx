import { Button, Group, MultiSelect, Paper, SimpleGrid, Stack, Text, Textarea, Title } from '@mantine/core'
import { Plus } from 'lucide-react'
import { type FormEvent, type ReactElement, useState } from 'react'
import type { PlaybookForm } from '../../../../api/index.ts'
import { stages, useSayCode } from '../../../../sale/index.ts'
import { useWords } from '../../../../words/index.ts'
import { partWords } from '../../words.ts'
import { Loaded, PartFrame } from '../part.tsx'
import { CountInput } from './count-input.tsx'
import { SaveRow } from './save-row.tsx'
import { type NamedForm, usePlaybookForm, useSaveForm } from './use-playbook-form.ts'
import { businessWords } from './words.ts'

/** What is written to clients who have fallen silent. */
export function FollowUpsPart(): ReactElement {
  const t = useWords(businessWords)
  const found = usePlaybookForm(null)
  return (
    <PartFrame title={t('followUps')} lead={t('followUpsLead')}>
      <Loaded query={found}>{named => <FollowUpsForm key={named.name} named={named} />}</Loaded>
    </PartFrame>
  )
}

type FollowUp = PlaybookForm['follow_ups'][number]

// A day more than the one before: each has to wait longer than the last.
const dayHours = 24

function FollowUpsForm({ named }: { readonly named: NamedForm }): ReactElement {
  const t = useWords(businessWords)
  const known = named.form.follow_ups
  const [items, setItems] = useState(known)
  const save = useSaveForm(named)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate({ follow_ups: items }, { onSuccess: ({ follow_ups: kept }) => setItems(kept) })
  }
  const add = (): void => {
    const after = (items.at(-1)?.after_hours ?? 0) + dayHours
    setItems([...items, { after_hours: after, stages: [], text: { ru: '', en: '' } }])
  }
  return (
    <form onSubmit={submit} aria-label={t('followUps')}>
      <Stack gap="md">
        {items.length === 0 && <Text c="dimmed">{t('nobodyReminded')}</Text>}
        {items.map((item, index) => (
          <Card
            // biome-ignore lint/suspicious/noArrayIndexKey: reminders have no other name than their place
            key={index}
            number={index + 1}
            item={item}
            onChange={next => setItems(items.with(index, next))}
            onRemove={() => setItems(items.toSpliced(index, 1))}
          />
        ))}
        <Group>
          <Button variant="default" leftSection={<Plus size={16} aria-hidden />} onClick={add}>
            {t('addFollowUp')}
          </Button>
        </Group>
        <SaveRow save={save} isChanged={JSON.stringify(items) !== JSON.stringify(known)} />
      </Stack>
    </form>
  )
}

interface CardProps {
  readonly number: number
  readonly item: FollowUp
  readonly onChange: (item: FollowUp) => void
  readonly onRemove: () => void
}

function Card({ number, item, onChange, onRemove }: CardProps): ReactElement {
  const t = useWords(businessWords)
  const part = useWords(partWords)
  const say = useSayCode()
  const { after_hours: hours, stages: during, text } = item
  return (
    <Paper withBorder p="md" radius="md" component="section" aria-label={t('followUp', { number })}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={3}>{t('followUp', { number })}</Title>
          <Button
            variant="subtle"
            color="gray"
            size="compact-md"
            aria-label={t('removeFollowUp', { number })}
            onClick={onRemove}
          >
            {part('remove')}
          </Button>
        </Group>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <CountInput
            label={t('afterHours')}
            value={hours}
            onChange={value => onChange({ ...item, after_hours: value })}
          />
          <MultiSelect
            label={t('inStages')}
            placeholder={during.length === 0 ? t('allStages') : ''}
            data={stages.map(value => ({ value, label: say(value) }))}
            value={during}
            onChange={next => onChange({ ...item, stages: stages.filter(stage => next.includes(stage)) })}
          />
        </SimpleGrid>
        {(['ru', 'en'] as const).map(language => (
          <Textarea
            key={language}
            label={t(language === 'ru' ? 'textRu' : 'textEn')}
            required
            autosize
            maxLength={4000}
            value={text[language]}
            onChange={event => onChange({ ...item, text: { ...text, [language]: event.currentTarget.value } })}
          />
        ))}
      </Stack>
    </Paper>
  )
}
