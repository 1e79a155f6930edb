import { getCountries } from 'libphonenumber-js/min'
import type { z } from 'zod'
import { findNearest } from '#shared/config'
import type { playbookSchema } from '../files/schemas.ts'
import { checkMeeting } from './check-meeting.ts'
import { type Complaint, findRepeated } from './rule-fault.ts'

type PlaybookYaml = z.output<typeof playbookSchema>

const currencies = Intl.supportedValuesOf('currency')

/** What the form of playbook.yaml cannot say. `slotNames` is null when slots.yaml could not be read. */
export function checkPlaybookFile(playbook: PlaybookYaml, slotNames: readonly string[] | null): readonly Complaint[] {
  return [
    ...checkCode(['country'], playbook.country, { known: getCountries(), example: 'RU, TH, US' }),
    ...checkCode(['currency'], playbook.currency, { known: currencies, example: 'RUB, THB, USD' }),
    ...checkIntents(playbook.intents),
    ...checkQualification(playbook.qualification, slotNames),
    ...(playbook.meeting === null ? [] : checkMeeting(playbook.meeting)),
    ...checkTimeSlot(playbook.meeting?.time_slot ?? null, slotNames),
  ]
}

function checkCode(
  path: readonly string[],
  code: string,
  { known, example }: { readonly known: readonly string[]; readonly example: string },
): readonly Complaint[] {
  if (known.includes(code)) return []
  const upper = code.toUpperCase()
  const cure = known.includes(upper) ? `Write ${upper}.` : `Write the ${path[0] ?? ''} as its code, like ${example}.`
  return [{ path, found: JSON.stringify(code), allowed: `a code of ISO, like ${example}`, cure }]
}

function checkIntents(intents: PlaybookYaml['intents']): readonly Complaint[] {
  const twins = findRepeated(intents.map(intent => intent.name)).map(index => ({
    path: ['intents', index, 'name'],
    found: `a second intent ${intents[index]?.name ?? ''}`,
    allowed: 'each name once',
    cure: 'Put their words together in one intent.',
  }))
  if (intents.some(intent => intent.is_sale)) return twins
  const cure = 'Write "is_sale: true" at the intent of a client who wants to buy.'
  return [...twins, { path: ['intents'], found: 'no intent that is a sale', allowed: 'at least one', cure }]
}

function checkQualification(
  { ready_slots: ready, max_missing: maxMissing }: PlaybookYaml['qualification'],
  slotNames: readonly string[] | null,
): readonly Complaint[] {
  const path = ['qualification', 'ready_slots']
  const strangers = ready.flatMap((name, index) => checkSlotName([...path, index], name, slotNames))
  const twins = findRepeated(ready).map(index => ({
    path: [...path, index],
    found: `${ready[index] ?? ''} a second time`,
    allowed: 'each slot once',
    cure: 'Remove it.',
  }))
  if (maxMissing < ready.length) return [...strangers, ...twins]
  const found = `${maxMissing}, which is all of ready_slots`
  const allowed = `less than ${ready.length}`
  const cure = 'Lower it: otherwise everybody is ready to meet at once.'
  return [...strangers, ...twins, { path: ['qualification', 'max_missing'], found, allowed, cure }]
}

function checkTimeSlot(name: string | null, slotNames: readonly string[] | null): readonly Complaint[] {
  return name === null ? [] : checkSlotName(['meeting', 'time_slot'], name, slotNames)
}

function checkSlotName(
  path: readonly (string | number)[],
  name: string,
  slotNames: readonly string[] | null,
): readonly Complaint[] {
  if (slotNames === null || slotNames.includes(name)) return []
  const nearest = findNearest(name, slotNames)
  const cure = nearest === null ? 'Write the name of a slot of slots.yaml.' : `Write ${nearest}.`
  return [{ path, found: `the unknown slot ${name}`, allowed: slotNames.join(', '), cure }]
}
