import type { z } from 'zod'
import type { slotsSchema } from '../files/schemas.ts'
import { type Complaint, findRepeated } from './rule-fault.ts'

type Slots = z.output<typeof slotsSchema>
type Slot = Slots[number]

/** What the form of one slot cannot say: how the slots go together. */
export function checkSlots(slots: Slots): readonly Complaint[] {
  return [
    ...findRepeated(slots.map(slot => slot.name)).map(index => complainOfTwin(slots, index)),
    ...slots.flatMap(checkQuestion),
    ...slots.flatMap(checkChoices),
    ...slots.flatMap((slot, index) => checkGroup(slot, index, slots)),
    ...checkSum(slots),
  ]
}

function complainOfTwin(slots: Slots, index: number): Complaint {
  const cure = 'Give this one another name, or remove it.'
  return {
    path: [index, 'name'],
    found: `a second slot ${slots[index]?.name ?? ''}`,
    allowed: 'each name once',
    cure,
  }
}

function checkQuestion(slot: Slot, index: number): readonly Complaint[] {
  return (['ru', 'en'] as const)
    .filter(language => !slot.question[language].endsWith('?'))
    .map(language => ({
      path: [index, 'question', language],
      found: 'a question that does not end with "?"',
      allowed: 'a question',
      cure: 'End it with "?".',
    }))
}

function checkChoices(slot: Slot, index: number): readonly Complaint[] {
  if (slot.kind === 'choice') {
    const twins = findRepeated(slot.choices.map(choice => choice.value)).map(place => ({
      path: [index, 'choices', place, 'value'],
      found: `a second choice ${slot.choices[place]?.value ?? ''}`,
      allowed: 'each value once',
      cure: 'Put their words together in one choice.',
    }))
    if (slot.choices.length >= 2) return twins
    const cure = 'List the choices, each with value, label and words, or write another kind.'
    return [{ path: [index, 'kind'], found: 'a choice of nothing', allowed: 'at least two choices', cure }, ...twins]
  }
  if (slot.choices.length === 0) return []
  const cure = 'Write "kind: choice", or remove the choices.'
  return [{ path: [index, 'choices'], found: `choices in a slot of kind ${slot.kind}`, allowed: 'kind choice', cure }]
}

function checkGroup(slot: Slot, index: number, slots: Slots): readonly Complaint[] {
  const group = slot.weight_group
  if (group === null) return []
  const others = slots.filter(other => other !== slot && other.weight_group?.name === group.name)
  if (others.length === 0) {
    const cure = `Write the group ${group.name} at another slot too, or remove it here.`
    return [{ path: [index, 'weight_group'], found: 'a group of one slot', allowed: 'two slots or more', cure }]
  }
  const first = slots.find(other => other.weight_group?.name === group.name) ?? slot
  if (first.weight === slot.weight && first.weight_group?.needs === group.needs) return []
  return [
    {
      path: [index, 'weight_group'],
      found: `weight ${slot.weight} and needs: ${group.needs}`,
      allowed: `what ${first.name} of the same group has (weight ${first.weight}, needs: ${first.weight_group?.needs ?? ''})`,
      cure: 'Make weight and needs alike: the weight of a group counts once.',
    },
  ]
}

function checkSum(slots: Slots): readonly Complaint[] {
  const groups = new Set<string>()
  let sum = 0
  for (const { weight, weight_group: group } of slots) {
    if (group !== null && groups.has(group.name)) continue
    if (group !== null) groups.add(group.name)
    sum += weight
  }
  if (sum === 100) return []
  const change = sum < 100 ? `Add ${100 - sum} to` : `Take ${sum - 100} from`
  const cure = `${change} the weights; the weight of a weight_group counts once.`
  return [{ path: [], found: `weights that sum to ${sum}`, allowed: 'a sum of 100', cure }]
}
