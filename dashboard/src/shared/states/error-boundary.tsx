import { Button, Code } from '@mantine/core'
import { Bug } from 'lucide-react'
import { Component, type ReactElement, type ReactNode } from 'react'
import { useWords } from '../../words/index.ts'
import { sharedWords } from '../words.ts'
import { Notice } from './notice.tsx'

interface Props {
  readonly children: ReactNode
}

/** Keeps a fault of one screen from blanking the whole page. */
export class ErrorBoundary extends Component<Props, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null }

  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error }
  }

  override render(): ReactNode {
    return this.state.error === null ? this.props.children : <CrashNotice error={this.state.error} />
  }
}

/** What stands where a screen broke. */
export function CrashNotice({ error }: { readonly error: unknown }): ReactElement {
  const t = useWords(sharedWords)
  return (
    <Notice icon={Bug} title={t('crashed')} text={t('crashedText')}>
      <Code block>{error instanceof Error ? error.message : String(error)}</Code>
      <Button variant="default" onClick={() => location.reload()}>
        {t('reload')}
      </Button>
    </Notice>
  )
}
