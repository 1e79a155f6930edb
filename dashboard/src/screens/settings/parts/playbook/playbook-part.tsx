import { Select, Stack, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { call, getPlaybooks } from '../../../../api/index.ts'
import { useWords } from '../../../../words/index.ts'
import { partWords } from '../../words.ts'
import { businessWords } from '../business/words.ts'
import { Loaded, PartFrame } from '../part.tsx'
import { PlaybookBasics } from './playbook-basics.tsx'
import { PlaybookEditor } from './playbook-editor.tsx'

export function PlaybookPart(): ReactElement {
  const t = useWords(partWords)
  const business = useWords(businessWords)
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
              <Tabs key={name} defaultValue="basics" keepMounted={false}>
                <Tabs.List mb="md">
                  <Tabs.Tab value="basics">{business('basics')}</Tabs.Tab>
                  <Tabs.Tab value="text">{business('asText')}</Tabs.Tab>
                </Tabs.List>
                <Tabs.Panel value="basics">
                  <PlaybookBasics name={name} />
                </Tabs.Panel>
                <Tabs.Panel value="text">
                  <PlaybookEditor name={name} />
                </Tabs.Panel>
              </Tabs>
            </Stack>
          )
        }}
      </Loaded>
    </PartFrame>
  )
}
