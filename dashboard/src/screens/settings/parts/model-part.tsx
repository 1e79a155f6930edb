import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { ModelServerForm, setupQuery } from '../../../settings/index.ts'
import { useWords } from '../../../words/index.ts'
import { partWords } from '../words.ts'
import { Loaded, PartFrame } from './part.tsx'

export function ModelPart(): ReactElement {
  const t = useWords(partWords)
  const setup = useQuery(setupQuery)
  return (
    <PartFrame title={t('model')}>
      <Loaded query={setup}>
        {({ model_server: address }) => <ModelServerForm key={address} address={address} />}
      </Loaded>
    </PartFrame>
  )
}
