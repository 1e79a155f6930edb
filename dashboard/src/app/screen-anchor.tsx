import { Link, useLocation } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { useWords } from '../words/index.ts'
import classes from './frame.module.css'
import type { ScreenLink } from './screens.ts'
import { appWords } from './words.ts'

/** One screen in the navigation. */
export function ScreenAnchor({ screen }: { readonly screen: ScreenLink }): ReactElement {
  const t = useWords(appWords)
  const { pathname } = useLocation()
  const isActive = pathname === screen.prefix || pathname.startsWith(`${screen.prefix}/`)
  return (
    <Link
      to={screen.to}
      className={classes.link}
      data-active={isActive || undefined}
      aria-current={isActive ? 'page' : undefined}
    >
      <screen.icon size={20} aria-hidden />
      {t(screen.word)}
    </Link>
  )
}
