import { Button, Group } from '@mantine/core'
import type { UseMutationResult } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { PlaybookForm } from '../../../../api/index.ts'
import { Callout, useDescribeError } from '../../../../shared/index.ts'
import { useWords } from '../../../../words/index.ts'
import { partWords } from '../../words.ts'
import type { FormChange } from './use-playbook-form.ts'

interface SaveRowProps {
  readonly save: UseMutationResult<PlaybookForm, Error, FormChange>
  readonly isChanged: boolean
}

/** The button below a form, and what came of it. */
export function SaveRow({ save, isChanged }: SaveRowProps): ReactElement {
  const t = useWords(partWords)
  const describe = useDescribeError()
  return (
    <>
      <Group>
        <Button type="submit" loading={save.isPending} disabled={!isChanged}>
          {t('save')}
        </Button>
      </Group>
      <div aria-live="polite">
        {save.isSuccess && !isChanged && <Callout tone="good">{t('saved')}</Callout>}
        {save.error !== null && <Callout tone="bad">{describe(save.error)}</Callout>}
      </div>
    </>
  )
}
