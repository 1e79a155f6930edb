import type { ReactElement } from 'react'
import classes from './frame.module.css'
import { PersonalMenu } from './personal-menu.tsx'
import { ScreenAnchor } from './screen-anchor.tsx'
import { screens } from './screens.ts'

/** The navigation of a desk. */
export function SideBar(): ReactElement {
  return (
    <div className={classes.side}>
      <img className={classes.logo} src="/icon.svg" alt="" width={36} height={36} />
      {screens.map(screen => (
        <ScreenAnchor key={screen.prefix} screen={screen} />
      ))}
      <div className={classes.spring} />
      <PersonalMenu screens={[]} word="account" />
    </div>
  )
}
