import type { ReactElement } from 'react'
import type { CaseChoice } from '../cases/cases-drawer.tsx'
import type { Definition, Metrics } from '../use-figures.ts'
import { FigureCard } from './figure-card.tsx'
import classes from './panels.module.css'

// Each with what stands behind it: of a share or a cost what it is counted from, of a time the answers that were waited for.
const headline = [
  { name: 'total_leads', cases: { figure: 'total_leads' } },
  { name: 'qualified_leads', cases: { figure: 'qualified_leads' } },
  { name: 'booked_leads', cases: { figure: 'booked_leads' } },
  { name: 'conversion_rate', cases: { figure: 'booked_leads' } },
  { name: 'resolved_by_ai_rate', cases: { figure: 'resolved_by_ai' } },
  { name: 'handed_off', cases: { figure: 'handed_off' } },
  { name: 'first_response_p50_ms', cases: { figure: 'first_responses' } },
  { name: 'unanswered_questions', cases: { figure: 'unanswered_questions' } },
  { name: 'voice_share', cases: { figure: 'messages_received', part: 'voice' } },
  { name: 'cost_per_qualified_lead', cases: { figure: 'qualified_leads' } },
] as const satisfies readonly { readonly name: keyof Metrics; readonly cases: Omit<CaseChoice, 'title'> }[]

interface Props {
  readonly metrics: Metrics
  readonly definitions: ReadonlyMap<string, Definition>
  readonly onOpen: (choice: CaseChoice) => void
}

/** What an owner looks at first. */
export function Headline({ metrics, definitions, onOpen }: Props): ReactElement {
  return (
    <div className={classes.cards}>
      {headline.map(({ name, cases }) => {
        const definition = definitions.get(name)
        if (definition === undefined) return null
        return (
          <FigureCard
            key={name}
            definition={definition}
            value={metrics[name]}
            before={metrics.previous === undefined ? undefined : metrics.previous[name]}
            currency={metrics.currency}
            onOpen={() => onOpen({ ...cases, title: definition.title })}
          />
        )
      })}
    </div>
  )
}
