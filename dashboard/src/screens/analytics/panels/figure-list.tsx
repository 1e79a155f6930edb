import { Text, UnstyledButton } from '@mantine/core'
import type { ReactElement } from 'react'
import { useWords } from '../../../words/index.ts'
import type { CaseChoice, CaseName } from '../cases/cases-drawer.tsx'
import type { Definition, Metrics } from '../use-figures.ts'
import { useFormatValue } from '../use-format-value.ts'
import { analyticsWords } from '../words.ts'
import { DefinitionButton } from './definition-button.tsx'
import classes from './panels.module.css'

// Each with what stands behind it: of a time, the answers that were waited for.
const casesOf = {
  answer_time_p50_ms: 'answers',
  answer_time_p95_ms: 'answers',
  durably_resolved_by_ai_rate: 'durably_resolved_by_ai',
  first_response_p50_ms: 'first_responses',
  first_response_p95_ms: 'first_responses',
  handed_back: 'handed_back',
  handed_off: 'handed_off',
  human_answer_time_p50_ms: 'human_replies',
  human_replies: 'human_replies',
  resolved_by_ai: 'resolved_by_ai',
} as const satisfies Partial<Record<keyof Metrics, CaseName>>

export type FigureKey = keyof typeof casesOf

interface Props {
  readonly names: readonly FigureKey[]
  readonly metrics: Metrics
  readonly definitions: ReadonlyMap<string, Definition>
  readonly onOpen: (choice: CaseChoice) => void
}

/** Figures one under the other, each with its definition; each opens what stands behind it. */
export function FigureList({ names, metrics, definitions, onOpen }: Props): ReactElement {
  const t = useWords(analyticsWords)
  const formatValue = useFormatValue(metrics.currency)
  return (
    <dl className={classes.facts}>
      {names.map(name => {
        const definition = definitions.get(name)
        if (definition === undefined) return null
        const shown = formatValue(metrics[name], definition.unit)
        return (
          <div key={name} className={classes.fact}>
            <dt>
              {definition.title}
              <DefinitionButton title={definition.title} meaning={definition.meaning} />
            </dt>
            <dd>
              {shown === null ? (
                <Text c="dimmed" component="span">
                  {t('noData')}
                </Text>
              ) : (
                <UnstyledButton
                  className={classes.factPress}
                  title={t('behind', { title: definition.title })}
                  onClick={() => onOpen({ figure: casesOf[name], title: definition.title })}
                >
                  {shown}
                </UnstyledButton>
              )}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
