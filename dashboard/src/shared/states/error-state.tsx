import { Button } from '@mantine/core'
import { CircleAlert, Lock, SearchX, WifiOff } from 'lucide-react'
import type { ReactElement } from 'react'
import { isProblem } from '../../api/index.ts'
import { useWords } from '../../words/index.ts'
import { useDescribeError } from '../use-describe-error.ts'
import { sharedWords } from '../words.ts'
import { Notice } from './notice.tsx'

/** Something was not read: why, and a button that tries again. A missing right is said as such, without the button. */
export function ErrorState({ error, retry }: { readonly error: Error; readonly retry?: () => void }): ReactElement {
  const t = useWords(sharedWords)
  const describe = useDescribeError()
  const status = isProblem(error) ? error.status : 0
  if (status === 403) return <Notice icon={Lock} title={t('forbidden')} text={t('forbiddenText')} />
  if (status === 404) return <Notice icon={SearchX} title={t('notFound')} text={t('notFoundText')} />
  return (
    <Notice icon={status === 0 ? WifiOff : CircleAlert} title={t('failed')} text={describe(error)}>
      {retry !== undefined && (
        <Button variant="default" onClick={retry}>
          {t('retry')}
        </Button>
      )}
    </Notice>
  )
}
