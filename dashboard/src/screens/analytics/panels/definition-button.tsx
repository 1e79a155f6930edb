import { ActionIcon, Popover, Text } from '@mantine/core'
import { Info } from 'lucide-react'
import type { ReactElement } from 'react'
import { useWords } from '../../../words/index.ts'
import { analyticsWords } from '../words.ts'

/** Every number says what it means: on a press, so that thumbs and keyboards get it too. */
export function DefinitionButton({
  title,
  meaning,
}: {
  readonly title: string
  readonly meaning: string
}): ReactElement {
  const t = useWords(analyticsWords)
  return (
    <Popover width={300} position="bottom" withArrow shadow="md" withRoles>
      <Popover.Target>
        <ActionIcon size={28} aria-label={t('meaningOf', { title })} style={{ position: 'relative', zIndex: 1 }}>
          <Info size={16} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={title}>
        <Text size="sm">{meaning}</Text>
      </Popover.Dropdown>
    </Popover>
  )
}
