import { Group, Text } from '@mantine/core'
import { Timer } from 'lucide-react'
import type { ReactElement } from 'react'
import { useFormat, useWords } from '../../../../words/index.ts'
import { inboxWords } from '../../words.ts'
import { useNow } from '../use-now.ts'

const minuteMs = 60_000

/** How long one may still answer in a chat of the owner's own account; nothing where there is no such limit, or it is over. */
export function WindowNotice({ until }: { readonly until: string | null }): ReactElement | null {
  const t = useWords(inboxWords)
  const { moment } = useFormat()
  const leftMinutes = Math.ceil((Date.parse(until ?? '') - useNow(minuteMs / 4)) / minuteMs)
  if (until === null || leftMinutes <= 0) return null
  const hours = Math.floor(leftMinutes / 60)
  const minutes = leftMinutes % 60
  const left = hours > 0 ? t('hours', { hours, minutes }) : t('minutes', { minutes })
  return (
    <Group gap="xs" c="dimmed">
      <Timer size={14} aria-hidden />
      <Text size="xs">{t('windowOpen', { time: moment(until), left })}</Text>
    </Group>
  )
}
