import { type ReactElement, useState } from 'react'
import { type Stage, stages } from '../../../sale/index.ts'
import { useWords } from '../../../words/index.ts'
import type { LeadChoice } from '../list/lead-choice.ts'
import type { LeadRow } from '../list/use-leads.ts'
import { leadsWords } from '../words.ts'
import { BoardColumn } from './board-column.tsx'
import classes from './leads-board.module.css'
import { useMoveLead } from './use-move-lead.ts'

/** A column for each stage. Cards are moved by dragging, or by their menu. */
export function LeadsBoard({
  choice,
  mayMove,
}: {
  readonly choice: LeadChoice
  readonly mayMove: boolean
}): ReactElement {
  const t = useWords(leadsWords)
  const { mutate: move } = useMoveLead(choice)
  const [dragged, setDragged] = useState<LeadRow | null>(null)
  const shown = choice.stage === undefined ? stages : [choice.stage]
  const moveTo = (lead: LeadRow | null, to: Stage): void => {
    setDragged(null)
    if (lead !== null && lead.stage !== to) move({ lead, to })
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard.
    <section className={classes.board} aria-label={t('board')} tabIndex={0}>
      {shown.map(stage => (
        <BoardColumn
          key={stage}
          stage={stage}
          choice={choice}
          mayMove={mayMove}
          isTarget={dragged !== null && dragged.stage !== stage}
          onDrag={setDragged}
          onDrop={() => moveTo(dragged, stage)}
          onMove={moveTo}
        />
      ))}
    </section>
  )
}
