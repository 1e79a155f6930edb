import { parseButtonData } from '../agent/index.ts'

/** Whether a button may be pressed again and stays where it is: those of the business are, a client's choice is made once. */
export function isLastingButton(data: string): boolean {
  const kind = parseButtonData(data)?.kind
  return kind === 'crew' || kind === 'take-over' || kind === 'hand-back'
}
