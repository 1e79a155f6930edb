import type { Button } from '#capabilities/channels'
import { writeButtonData } from '../button-data.ts'
import { type Pending, questionKey } from '../dialogue-state.ts'
import type { PlanInput } from './plan.ts'
import { line } from './start-plan.ts'

/** One row: yes and no to this very question, whenever they are pressed. */
export function yesNoButtons(input: PlanInput, question: Pending): readonly (readonly Button[])[] {
  const button = (answer: 'yes' | 'no'): Button => ({
    text: line(input, answer === 'yes' ? 'button_yes' : 'button_no'),
    data: writeButtonData({ kind: 'answer', answer, to: questionKey(question) }),
  })
  return [[button('yes'), button('no')]]
}
