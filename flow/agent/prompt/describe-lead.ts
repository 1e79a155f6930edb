import { formatSlotValue } from '#capabilities/sales'
import { fence } from './fence.ts'
import type { PromptParts } from './prompt-parts.ts'

/** Who the client is and what is known, so that nothing is asked twice. Names and values are theirs: fenced, quoted. */
export function describeLead({ facts, understanding, playbook }: PromptParts): string {
  const name = facts.user.name ?? facts.turn.displayName
  const slots = playbook.slots.flatMap(slot => {
    const known = understanding.slots.get(slot.name)
    if (known === undefined) return []
    const doubt = known.confidence < sureFrom ? ' (not certain)' : ''
    return [`${slot.meaning.en}: ${JSON.stringify(formatSlotValue(slot, known.value, 'en'))}${doubt}`]
  })
  const known = [
    name === null ? '' : `The client's profile name (chosen by the client): ${JSON.stringify(name)}`,
    ...slots,
  ].filter(row => row !== '')
  const met = facts.turn.isFirstTurn
    ? 'This is your first answer to them: introduce yourself in a few words.'
    : 'You have met: do not introduce yourself again, and do not greet again.'
  const earlier = facts.summary === null ? [] : [fence('earlier', facts.summary)]
  return [fence('known', known.join('\n') || 'nothing yet'), ...earlier, met].join('\n')
}

/** From this confidence a value is used as it is (facts of the earlier system: 0.6 and 0.8). */
const sureFrom = 0.8
