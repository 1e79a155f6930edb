import { Progress, Tooltip } from '@mantine/core'
import type { ReactElement } from 'react'
import classes from './side.module.css'

/** A score of 0 to 100; green from the threshold on. */
export function FitBar({
  score,
  threshold,
  label,
}: {
  readonly score: number
  readonly threshold: number
  readonly label: string
}): ReactElement {
  return (
    <Tooltip label={label}>
      <span className={classes.fit}>
        <Progress value={score} color={score >= threshold ? 'teal' : 'indigo'} size="sm" w={96} aria-label={label} />
        {score}
      </span>
    </Tooltip>
  )
}
