import { Text, UnstyledButton } from '@mantine/core'
import type { ReactElement } from 'react'
import { useFormat, useWords } from '../../../words/index.ts'
import { analyticsWords } from '../words.ts'
import classes from './panels.module.css'

export interface Bar {
  readonly name: string
  readonly title: string
  readonly count: number
  /** Of the whole, 0..1; null where there is none. */
  readonly share: number | null
}

interface Props {
  readonly bars: readonly Bar[]
  readonly onOpen: (bar: Bar) => void
}

/** A list that is a chart: words and numbers for everybody, bars beside them for the eye. Each line opens what stands behind it. */
export function BarList({ bars, onOpen }: Props): ReactElement {
  const t = useWords(analyticsWords)
  const { number, percent } = useFormat()
  const longest = Math.max(1, ...bars.map(({ count }) => count))
  if (bars.length === 0) return <Text c="dimmed">{t('nobody')}</Text>
  return (
    <ul className={classes.bars}>
      {bars.map(bar => (
        <li key={bar.name}>
          <UnstyledButton
            className={classes.bar}
            onClick={() => onOpen(bar)}
            title={t('behind', { title: bar.title })}
            disabled={bar.count === 0}
          >
            <span className={classes.barTitle}>{bar.title}</span>
            <span className={classes.barNumbers}>
              <strong>{number(bar.count)}</strong>
              {bar.share !== null && <span className={classes.share}>{percent(bar.share)}</span>}
            </span>
            <svg className={classes.barLine} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden>
              <rect className={classes.barTrack} width={100} height={8} />
              <rect className={classes.barValue} width={(bar.count / longest) * 100} height={8} />
            </svg>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  )
}
