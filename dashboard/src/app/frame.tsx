import { AppShell } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { ReactElement, ReactNode } from 'react'
import { useWords } from '../words/index.ts'
import { BottomBar } from './bottom-bar.tsx'
import { ConnectionNotice } from './connection-notice.tsx'
import classes from './frame.module.css'
import { SideBar } from './side-bar.tsx'
import { appWords } from './words.ts'

/** Pixels; narrower screens are phones and have the bar at the bottom. Equals Mantine's breakpoint `sm`. */
const deskQuery = '(min-width: 48em)'

export function Frame({ children }: { readonly children: ReactNode }): ReactElement {
  const t = useWords(appWords)
  const isDesk = useMediaQuery(deskQuery, undefined, { getInitialValueInEffect: false }) ?? true
  return (
    <AppShell
      layout="alt"
      navbar={{ width: 88, breakpoint: 0, collapsed: { desktop: !isDesk, mobile: !isDesk } }}
      footer={{ height: 'calc(56px + env(safe-area-inset-bottom))', collapsed: isDesk }}
      padding={0}
      transitionDuration={0}
    >
      <a className={classes.skip} href="#content">
        {t('skip')}
      </a>
      {isDesk && (
        <AppShell.Navbar className={classes.bar} aria-label={t('navigation')}>
          <SideBar />
        </AppShell.Navbar>
      )}
      <AppShell.Main className={classes.main} id="content">
        <ConnectionNotice />
        <div className={classes.content}>{children}</div>
      </AppShell.Main>
      {!isDesk && (
        <AppShell.Footer className={classes.bar} component="nav" aria-label={t('navigation')}>
          <BottomBar />
        </AppShell.Footer>
      )}
    </AppShell>
  )
}
