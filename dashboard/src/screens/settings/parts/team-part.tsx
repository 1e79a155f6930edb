import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { call, getSettings } from '../../../api/index.ts'
import { useWords } from '../../../words/index.ts'
import { partWords } from '../words.ts'
import { OptionForm } from './options/option-form.tsx'
import { Loaded, PartFrame } from './part.tsx'

const members = [
  { key: 'telegram.owner_id', word: 'owner' },
  { key: 'owner.operator_ids', word: 'operators' },
] as const

/** Who commands the bot and opens the Mini App. */
export function TeamPart(): ReactElement {
  const t = useWords(partWords)
  const settings = useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => call(getSettings({ signal })) })
  return (
    <PartFrame title={t('team')} lead={`${t('teamLead')} ${t('numberHelp')}`}>
      <Loaded query={settings}>
        {({ items }) => (
          <Stack gap="lg">
            {members.flatMap(({ key, word }) => {
              const setting = items.find(item => item.key === key)
              return setting === undefined ? [] : [<OptionForm key={key} setting={setting} label={t(word)} />]
            })}
          </Stack>
        )}
      </Loaded>
    </PartFrame>
  )
}
