import { Select, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { call, getPlaybooks } from '../../../../api/index.ts'
import { useWords } from '../../../../words/index.ts'
import { partWords } from '../../words.ts'
import { Loaded, PartFrame } from '../part.tsx'
import { PlaybookEditor } from './playbook-editor.tsx'

export function PlaybookPart(): ReactElement {
  const t = useWords(partWords)
  const [chosen, setChosen] = useState<string | null>(null)
  const playbooks = useQuery({ queryKey: ['playbooks'], queryFn: ({ signal }) => call(getPlaybooks({ signal })) })
  return (
    <PartFrame title={t('playbook')}>
      <Loaded query={playbooks}>
        {({ items }) => {
          const name = chosen ?? items.find(({ active }) => active)?.name ?? items[0]?.name ?? ''
          return (
            <Stack gap="lg">
              <Select
                label={t('playbookName')}
                maw={320}
                allowDeselect={false}
                value={name}
                data={items.map(({ name: value, active }) => ({
                  value,
                  label: active ? `${value} (${t('active')})` : value,
                }))}
                onChange={setChosen}
              />
              <PlaybookEditor key={name} name={name} />
            </Stack>
          )
        }}
      </Loaded>
    </PartFrame>
  )
}
