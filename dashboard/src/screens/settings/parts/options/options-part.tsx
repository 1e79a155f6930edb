import { Accordion, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { call, getSettings, type Setting } from '../../../../api/index.ts'
import { EmptyState } from '../../../../shared/index.ts'
import { useWords } from '../../../../words/index.ts'
import { partWords } from '../../words.ts'
import { Loaded, PartFrame } from '../part.tsx'
import { OptionForm } from './option-form.tsx'

/** Every setting: what it is, what decides it, and the way to change it. */
export function OptionsPart(): ReactElement {
  const t = useWords(partWords)
  const [wanted, setWanted] = useState('')
  const settings = useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => call(getSettings({ signal })) })
  const fits = ({ key, meaning }: Setting): boolean =>
    `${key} ${meaning}`.toLowerCase().includes(wanted.trim().toLowerCase())
  return (
    <PartFrame title={t('options')} lead={t('optionsLead')}>
      <TextInput
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<Search size={16} aria-hidden />}
        value={wanted}
        onChange={event => setWanted(event.currentTarget.value)}
      />
      <Loaded query={settings}>{({ items }) => <Options settings={items.filter(fits)} />}</Loaded>
    </PartFrame>
  )
}

function Options({ settings }: { readonly settings: readonly Setting[] }): ReactElement {
  const t = useWords(partWords)
  if (settings.length === 0) return <EmptyState title={t('noSetting')} text={t('noSettingText')} />
  return (
    <Accordion variant="separated" order={3}>
      {settings.map(setting => (
        <Option key={setting.key} setting={setting} />
      ))}
    </Accordion>
  )
}

function Option({ setting }: { readonly setting: Setting }): ReactElement {
  const t = useWords(partWords)
  const shown = setting.secret ? t(setting.is_set ? 'hidden' : 'nothing') : (setting.value ?? t('nothing'))
  return (
    <Accordion.Item value={setting.key}>
      <Accordion.Control>
        <Group justify="space-between" gap="xs" pr="sm">
          <Text size="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
            {setting.key}
          </Text>
          <Text size="sm" c="dimmed" lineClamp={1} maw={280}>
            {shown}
          </Text>
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        <Stack gap="sm">
          <Text size="sm">{setting.meaning}</Text>
          <Text size="xs" c="dimmed">
            {setting.place ?? t('byDefault')} · {setting.variable}
          </Text>
          {setting.editable && <OptionForm setting={setting} label={t('value')} />}
        </Stack>
      </Accordion.Panel>
    </Accordion.Item>
  )
}
