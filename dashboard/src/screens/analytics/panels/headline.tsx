import type { ReactElement } from 'react'
import type { CaseChoice, CaseName } from '../cases/cases-drawer.tsx'
import type { Definition, Metrics } from '../use-figures.ts'
import { FigureCard } from './figure-card.tsx'
import classes from './panels.module.css'

// Each with what stands behind it; null: nothing that can be listed.
const headline = [
  { name: 'total_leads', cases: 'total_leads' },
  { name: 'qualified_leads', cases: 'qualified_leads' },
  { name: 'booked_leads', cases: 'booked_leads' },
  { name: 'conversion_rate', cases: 'booked_leads' },
  { name: 'resolved_by_ai_rate', cases: 'resolved_by_ai' },
  { name: 'handed_off', cases: 'handed_off' },
  { name: 'first_response_p50_ms', cases: null },
  { name: 'unanswered_questions', cases: 'unanswered_questions' },
  { name: 'voice_share', cases: null },
  { name: 'cost_per_qualified_lead', cases: 'qualified_leads' },
] as const satisfies readonly { readonly name: keyof Metrics; readonly cases: CaseName | null }[]

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
        const open = cases === null ? undefined : () => onOpen({ figure: cases, title: definition.title })
        return (
          <FigureCard
            key={name}
            definition={definition}
            value={metrics[name]}
            before={metrics.previous === undefined ? undefined : metrics.previous[name]}
            currency={metrics.currency}
            onOpen={open}
          />
        )
      })}
    </div>
  )
}
