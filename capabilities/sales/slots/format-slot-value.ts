import type { SlotDefinition } from '../playbook/playbook.ts'
import { getSlotKind } from './kinds.ts'

/** A stored value for people: `..300000 RUB` is «до 300 000 ₽» in Russian and "up to ₽300,000" in every other language. */
export function formatSlotValue(definition: SlotDefinition, value: string, language: string): string {
  return getSlotKind(definition.kind).format(value, { definition, language })
}
