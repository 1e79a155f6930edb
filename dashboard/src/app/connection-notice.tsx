import type { ReactElement } from 'react'
import { useConnection } from '../live/index.ts'
import { useWords } from '../words/index.ts'
import classes from './frame.module.css'
import { appWords } from './words.ts'

/** Says that no news comes, while none does. */
export function ConnectionNotice(): ReactElement | null {
  const t = useWords(appWords)
  const isOffline = useConnection() === 'offline'
  return <div role="status">{isOffline && <div className={classes.offline}>{t('offline')}</div>}</div>
}
