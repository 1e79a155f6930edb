import type { SlotKind } from '../playbook/playbook.ts'
import { choice } from './kinds/choice.ts'
import { company } from './kinds/company.ts'
import { contact } from './kinds/contact.ts'
import { date } from './kinds/date.ts'
import { money } from './kinds/money.ts'
import { name } from './kinds/name.ts'
import { duration } from './kinds/quantities/duration.ts'
import { headcount } from './kinds/quantities/headcount.ts'
import { number } from './kinds/quantities/number.ts'
import { percent } from './kinds/quantities/percent.ts'
import { volume } from './kinds/quantities/volume.ts'
import { text } from './kinds/text.ts'
import { yesNo } from './kinds/yes-no.ts'
import type { SlotKindDefinition } from './slot-kind.ts'

const slotKindDefinitions: readonly SlotKindDefinition[] = [
  choice,
  company,
  contact,
  date,
  duration,
  headcount,
  money,
  name,
  number,
  percent,
  text,
  volume,
  yesNo,
]

const byKind = new Map(slotKindDefinitions.map(definition => [definition.kind, definition]))

/** How slots of a kind are read and shown. Throws for a kind that is not in the list above. */
export function getSlotKind(kind: SlotKind): SlotKindDefinition {
  const definition = byKind.get(kind)
  if (definition === undefined) throw new TypeError(`no reader for slots of kind ${kind}`)
  return definition
}
