import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { SearchX } from 'lucide-react'
import type { ReactElement } from 'react'
import { Notice, sharedWords } from '../shared/index.ts'
import { useWords } from '../words/index.ts'
import { appWords } from './words.ts'

/** An address that leads nowhere. */
export function MissingScreen(): ReactElement {
  const t = useWords(sharedWords)
  const app = useWords(appWords)
  return (
    <Notice icon={SearchX} order={1} title={t('notFound')} text={t('notFoundText')}>
      <Button variant="default" renderRoot={props => <Link to="/inbox/{-$id}" {...props} />}>
        {app('inbox')}
      </Button>
    </Notice>
  )
}
