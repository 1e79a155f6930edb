import type { Button } from '#capabilities/channels'
import { writeButtonData } from '../commands/button-data.ts'
import { type Pending, questionKey } from '../reading/dialogue-state.ts'
import type { PlanInput } from './plan.ts'
import { line } from './start-plan.ts'

/** One row: yes and no (in the words of `noLine`) to this very question, whenever they are pressed. */
export function yesNoButtons(
  input: PlanInput,
  question: Pending,
  noLine: 'button_no' | 'button_fix' = 'button_no',
): readonly (readonly Button[])[] {
  const button = (answer: 'yes' | 'no'): Button => ({
    text: line(input, answer === 'yes' ? 'button_yes' : noLine),
    data: writeButtonData({ kind: 'answer', answer, to: questionKey(question) }),
  })
  return [[button('yes'), button('no')]]
}
