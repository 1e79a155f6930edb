import { createTheme, MantineProvider } from '@mantine/core'
import { type ReactElement, type ReactNode, useMemo } from 'react'
import { sharedWords } from '../shared/index.ts'
import { useWords } from '../words/index.ts'
import { resolveVariables, theme } from './theme.ts'

/** The look of everything, with a name for the button that closes, in the language of the screens: Mantine's has none. */
export function Themed({ children }: { readonly children: ReactNode }): ReactElement {
  const t = useWords(sharedWords)
  const named = useMemo(() => {
    const closeButtonProps = { 'aria-label': t('close') }
    const components = Object.fromEntries(
      ['Modal', 'Drawer', 'Notification', 'Alert'].map(name => [
        name,
        { defaultProps: name === 'Alert' ? { closeButtonLabel: t('close') } : { closeButtonProps } },
      ]),
    )
    return createTheme({ ...theme, components: { ...theme.components, ...components } })
  }, [t])
  return (
    <MantineProvider theme={named} cssVariablesResolver={resolveVariables} defaultColorScheme="auto">
      {children}
    </MantineProvider>
  )
}
