import { Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, type ReactElement, useState } from 'react'
import type { Setting } from '../../../../api/index.ts'
import { useChangeSettings } from '../../../../settings/index.ts'
import { Callout, useDescribeError } from '../../../../shared/index.ts'
import { useWords } from '../../../../words/index.ts'
import { partWords } from '../../words.ts'

export interface OptionFormProps {
  readonly setting: Setting
  readonly label: string
}

/** One setting, and the way to change it; one that the environment decides says so. */
export function OptionForm({ setting, label }: OptionFormProps): ReactElement {
  const t = useWords(partWords)
  const describe = useDescribeError()
  const [value, setValue] = useState(setting.value ?? '')
  const change = useChangeSettings()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    change.mutate({ [setting.key]: value.trim() })
  }
  const shared = {
    label,
    description: t('allowed', { allowed: setting.allowed }),
    disabled: !setting.editable,
    value,
    flex: '1 1 240px',
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => setValue(event.currentTarget.value),
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Group align="flex-end" gap="xs">
          {setting.secret ? (
            <PasswordInput {...shared} autoComplete="off" placeholder={setting.is_set ? t('hidden') : ''} />
          ) : (
            <TextInput {...shared} placeholder={setting.default ?? t('nothing')} />
          )}
          <Button
            type="submit"
            variant="default"
            loading={change.isPending}
            disabled={!setting.editable || value.trim() === (setting.value ?? '')}
          >
            {t('save')}
          </Button>
        </Group>
        <div aria-live="polite">
          {!setting.editable && setting.place !== null && (
            <Text size="sm" c="dimmed">
              {t('fixed', { place: setting.place })}
            </Text>
          )}
          {change.isPending && <Text size="sm">{t('applying')}</Text>}
          {change.error !== null && <Callout tone="bad">{describe(change.error)}</Callout>}
        </div>
      </Stack>
    </form>
  )
}
