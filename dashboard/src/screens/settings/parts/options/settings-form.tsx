import { Button, Group, NumberInput, PasswordInput, Select, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, type ReactElement, useState } from 'react'
import { call, getSettings, type Setting } from '../../../../api/index.ts'
import { useChangeSettings } from '../../../../settings/index.ts'
import { Callout, useDescribeError } from '../../../../shared/index.ts'
import { useWords } from '../../../../words/index.ts'
import { partWords } from '../../words.ts'
import { Loaded } from '../part.tsx'

/** A setting as a form asks for it, in the words of whoever does not know its name. */
export interface SettingField {
  /** As in config.yaml. */
  readonly key: string
  readonly label: string
  readonly help?: string
  readonly kind: 'text' | 'number' | 'flag' | 'secret' | readonly { readonly value: string; readonly label: string }[]
}

export interface SettingsFormProps {
  readonly title: string
  readonly fields: readonly SettingField[]
}

/** Settings that belong together: kept together, so that the platform starts anew once. */
export function SettingsForm(props: SettingsFormProps): ReactElement {
  const settings = useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => call(getSettings({ signal })) })
  return <Loaded query={settings}>{({ items }) => <Form {...props} known={items} />}</Loaded>
}

type Draft = Readonly<Record<string, string>>

function Form({ title, fields, known }: SettingsFormProps & { readonly known: readonly Setting[] }): ReactElement {
  const t = useWords(partWords)
  const describe = useDescribeError()
  const [draft, setDraft] = useState<Draft>({})
  const change = useChangeSettings()
  const rows = fields.flatMap(field => {
    const setting = known.find(({ key }) => key === field.key)
    return setting === undefined ? [] : [{ field, setting }]
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    change.mutate(draft, { onSuccess: () => setDraft({}) })
  }
  const set = ({ key, value }: Setting, next: string): void => {
    const { [key]: _, ...rest } = draft
    change.reset()
    setDraft(next === (value ?? '') ? rest : { ...rest, [key]: next })
  }
  return (
    <form onSubmit={submit} aria-label={title}>
      <Stack gap="md">
        {rows.map(({ field, setting }) => (
          <Field
            key={field.key}
            field={field}
            setting={setting}
            value={draft[field.key] ?? setting.value ?? ''}
            onChange={value => set(setting, value)}
          />
        ))}
        <Group>
          <Button type="submit" loading={change.isPending} disabled={Object.keys(draft).length === 0}>
            {t('save')}
          </Button>
          <Text size="sm" c="dimmed">
            {t(change.isPending ? 'applying' : 'needsRestart')}
          </Text>
        </Group>
        <div aria-live="polite">
          {change.isSuccess && <Callout tone="good">{t('kept')}</Callout>}
          {change.error !== null && <Callout tone="bad">{describe(change.error)}</Callout>}
        </div>
      </Stack>
    </form>
  )
}

interface FieldProps {
  readonly field: SettingField
  readonly setting: Setting
  readonly value: string
  readonly onChange: (value: string) => void
}

function Field({ field: { label, help, kind }, setting, value, onChange }: FieldProps): ReactElement {
  const t = useWords(partWords)
  const isFixed = !setting.editable
  const fixed = isFixed ? t('fixed', { place: setting.place ?? '' }) : null
  const range = setting.range === null ? null : t('range', setting.range)
  const description = fixed ?? [help ?? [], range ?? []].flat().join(' ')
  const shared = { label, disabled: isFixed, maw: 480, ...(description !== '' && { description }) }
  if (kind === 'flag') {
    return (
      <Switch
        {...shared}
        checked={value === 'true'}
        onChange={event => onChange(String(event.currentTarget.checked))}
      />
    )
  }
  if (kind === 'number') {
    return (
      <NumberInput
        {...shared}
        value={value}
        error={isWithin(value, setting.range) ? null : range}
        placeholder={setting.default ?? t('nothing')}
        onChange={next => onChange(String(next))}
      />
    )
  }
  if (kind === 'secret') {
    const placeholder = setting.is_set ? t('hidden') : ''
    const write = (event: { readonly currentTarget: { readonly value: string } }) => onChange(event.currentTarget.value)
    return <PasswordInput {...shared} autoComplete="off" placeholder={placeholder} value={value} onChange={write} />
  }
  if (kind === 'text') {
    const write = (event: { readonly currentTarget: { readonly value: string } }) => onChange(event.currentTarget.value)
    return <TextInput {...shared} placeholder={setting.default ?? ''} value={value} onChange={write} />
  }
  return (
    <Select
      {...shared}
      allowDeselect={false}
      value={value}
      data={[...kind]}
      onChange={next => onChange(next ?? value)}
    />
  )
}

/** Whether a number can be kept; the server judges the rest. */
function isWithin(value: string, range: Setting['range']): boolean {
  if (value === '' || range === null) return true
  return Number(value) >= range.min && Number(value) <= range.max
}
