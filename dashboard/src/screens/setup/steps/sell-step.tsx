import { Radio, SimpleGrid, Stack, Text } from '@mantine/core'
import type { ReactElement } from 'react'
import { useChangeSettings } from '../../../settings/index.ts'
import { Callout, useDescribeError } from '../../../shared/index.ts'
import { useWords } from '../../../words/index.ts'
import { setupWords } from '../words.ts'
import { BusinessForm } from './business-form.tsx'
import { StepFrame, type StepProps } from './step.tsx'

const known = ['beauty-salon', 'real-estate', 'ai-services', 'general'] as const

export function SellStep({ setup, isDone, next, back }: StepProps): ReactElement {
  const t = useWords(setupWords)
  const describe = useDescribeError()
  const change = useChangeSettings()
  const chosen = change.isPending ? (change.variables['business.playbook'] ?? setup.playbook) : setup.playbook
  return (
    <StepFrame title={t('sell')} lead={t('sellLead')} isDone={isDone} next={next} back={back}>
      <Radio.Group
        value={chosen}
        onChange={playbook => change.mutate({ 'business.playbook': playbook })}
        aria-label={t('sell')}
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          {sortPlaybooks(setup.playbooks).map(name => (
            <Radio.Card
              key={name}
              value={name}
              p="md"
              radius="md"
              disabled={change.isPending}
              // A button centres its words; cards of one row are read along their first lines.
              style={{ display: 'flex', alignItems: 'flex-start' }}
            >
              <Stack gap={2}>
                <Text fw={600}>{titleOf(name)}</Text>
                <Text size="sm" c="dimmed">
                  {textOf(name)}
                </Text>
              </Stack>
            </Radio.Card>
          ))}
        </SimpleGrid>
      </Radio.Group>
      <div aria-live="polite">
        {change.isPending && <Text c="dimmed">{t('applying')}</Text>}
        {change.error !== null && <Callout tone="bad">{describe(change.error)}</Callout>}
      </div>
      <BusinessForm key={setup.playbook} />
    </StepFrame>
  )

  function titleOf(name: string): string {
    const ours = known.find(other => other === name)
    return ours === undefined ? name : t(ours)
  }

  function textOf(name: string): string {
    const ours = known.find(other => other === name)
    return ours === undefined ? t('ownPlaybook') : t(`${ours}Text`)
  }
}

/** The owner's own first, then the trades that come with the platform, and last the one for all others. Pure. */
function sortPlaybooks(names: readonly string[]): readonly string[] {
  const places: readonly string[] = known
  return names.toSorted((a, b) => places.indexOf(a) - places.indexOf(b))
}
