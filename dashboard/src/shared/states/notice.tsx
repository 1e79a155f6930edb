import { Center, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import type { LucideIcon } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'

export interface NoticeProps {
  readonly icon: LucideIcon
  readonly title: string
  readonly text?: ReactNode
  /** 1 where nothing else is on the screen; 2 unless said otherwise. */
  readonly order?: 1 | 2
  /** What to do about it: usually one button. */
  readonly children?: ReactNode
}

/** A screen or a panel that has something to say instead of something to show. */
export function Notice({ icon: Icon, title, text, order = 2, children }: NoticeProps): ReactElement {
  return (
    <Center mih={240} h="100%" p="lg">
      <Stack maw={380} align="center" gap="sm" ta="center">
        <ThemeIcon variant="light" color="gray" size={48} radius="xl">
          <Icon size={22} aria-hidden />
        </ThemeIcon>
        <Title order={order} size="h2">
          {title}
        </Title>
        {text !== undefined && <Text c="dimmed">{text}</Text>}
        {children}
      </Stack>
    </Center>
  )
}
