import { Text } from '@mantine/core'
import type { ReactElement } from 'react'
import classes from './leads.module.css'

/** The fit score as a number and a bar: the number is read, the bar is compared. */
export function FitBadge({ score }: { readonly score: number }): ReactElement {
  return (
    <span className={classes.fit}>
      <Text component="span" size="sm" fw={600} className={classes.number}>
        {score}
      </Text>
      <svg className={classes.bar} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden>
        <rect className={classes.track} width={100} height={6} rx={3} />
        <rect className={classes.value} width={score} height={6} rx={3} />
      </svg>
    </span>
  )
}
