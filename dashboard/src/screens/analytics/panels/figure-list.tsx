import { Text } from '@mantine/core'
import type { ReactElement } from 'react'
import { useWords } from '../../../words/index.ts'
import type { Definition, Metrics } from '../use-figures.ts'
import { useFormatValue } from '../use-format-value.ts'
import { analyticsWords } from '../words.ts'
import { DefinitionButton } from './definition-button.tsx'
import classes from './panels.module.css'

export type FigureKey =
  | 'answer_time_p50_ms'
  | 'answer_time_p95_ms'
  | 'durably_resolved_by_ai_rate'
  | 'first_response_p50_ms'
  | 'first_response_p95_ms'
  | 'handed_back'
  | 'handed_off'
  | 'human_answer_time_p50_ms'
  | 'human_replies'
  | 'resolved_by_ai'

interface Props {
  readonly names: readonly FigureKey[]
  readonly metrics: Metrics
  readonly definitions: ReadonlyMap<string, Definition>
}

/** Figures one under the other, each with its definition. */
export function FigureList({ names, metrics, definitions }: Props): ReactElement {
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
              {shown ?? (
                <Text c="dimmed" component="span">
                  {t('noData')}
                </Text>
              )}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
