import { Center, Code, Stack, Text, Title } from '@mantine/core'
import type { ReactElement } from 'react'
import { defineWords, useWords } from '../words/index.ts'

const words = defineWords({
  en: {
    title: 'Please sign in',
    text: 'Open the link that this command prints in the terminal. It works once, within 15 minutes; start the platform again to get a new one.',
  },
  ru: {
    title: 'Войдите, пожалуйста',
    text: 'Откройте ссылку, которую эта команда печатает в терминале. Она срабатывает один раз в течение 15 минут; чтобы получить новую, запустите платформу снова.',
  },
})

/** What a stranger sees: how to come in. */
export function SignInNotice(): ReactElement {
  const t = useWords(words)
  return (
    <Center component="main" h="100%" p="lg">
      <Stack maw={400} align="center" gap="md" ta="center">
        <img src="/icon.svg" alt="" width={56} height={56} />
        <Title order={1}>{t('title')}</Title>
        <Text c="dimmed">{t('text')}</Text>
        <Code fz="md" px="md" py="xs">
          npm start
        </Code>
      </Stack>
    </Center>
  )
}
