import type { HumanChat } from '#capabilities/conversations'
import { readSignals } from '#capabilities/sales'
import { parseCommand } from '../agent/index.ts'

/** What a client wishes about being written to. */
export type Wish = 'opt-out' | 'opt-in'

/** The wish that a message states; null: none. In a group only commands are surely said to us. */
export function readWish(
  { kind, content }: HumanChat['messages'][number],
  chatType: HumanChat['chatType'],
): Wish | null {
  if (kind === 'command') return commands[parseCommand(content).name] ?? null
  if (kind === 'button' || chatType !== 'private') return null
  // Words of opting out mean the same in every language.
  return readSignals(content, null).has('opt-out') ? 'opt-out' : null
}

const commands: Readonly<Record<string, Wish>> = { stop: 'opt-out', start: 'opt-in' }
