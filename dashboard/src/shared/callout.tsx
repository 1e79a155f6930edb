import { Alert, type AlertProps } from '@mantine/core'
import { CircleAlert, CircleCheck, Info } from 'lucide-react'
import type { ReactElement } from 'react'

export interface CalloutProps extends Omit<AlertProps, 'color' | 'variant' | 'icon'> {
  readonly tone: 'good' | 'bad' | 'plain'
}

const tones = {
  good: { color: 'teal', icon: CircleCheck },
  bad: { color: 'red', icon: CircleAlert },
  plain: { color: 'indigo', icon: Info },
} as const

/** What came of something, in a box. Its words have the colour of text: those of the tone miss the contrast of WCAG AA. */
export function Callout({ tone, ...rest }: CalloutProps): ReactElement {
  const { color, icon: Icon } = tones[tone]
  const words = { color: 'var(--mantine-color-text)' }
  return (
    <Alert
      {...rest}
      color={color}
      variant="light"
      icon={<Icon size={18} aria-hidden />}
      styles={{ title: words, message: words }}
    />
  )
}
