import type { ReactElement } from 'react'
import classes from './frame.module.css'
import { PersonalMenu } from './personal-menu.tsx'
import { ScreenAnchor } from './screen-anchor.tsx'
import { screens } from './screens.ts'

const inBar = 4

/** The navigation of a phone. */
export function BottomBar(): ReactElement {
  return (
    <div className={classes.bottom}>
      {screens.slice(0, inBar).map(screen => (
        <ScreenAnchor key={screen.prefix} screen={screen} />
      ))}
      <PersonalMenu screens={screens.slice(inBar)} word="more" />
    </div>
  )
}
