import type { SlotDefinition } from '../../playbook/playbook.ts'
import { parseModelSlots } from '../../slots/parse-model-slots.ts'
import type { SlotReading } from '../../slots/slot-reading.ts'
import { readMessage } from '../../understanding/read-message.ts'
import type { ListContext } from './listed-lead.ts'

// The owner wrote it down, and nobody asked the client.
const confidenceOfList = 0.9

/** A cell as a client's answer to the question for the slot; null when its reader makes nothing of it. */
export function readSlotCell(
  slot: SlotDefinition,
  text: string,
  { playbook, timeZone, nowMs, detectLanguage }: ListContext,
): SlotReading | null {
  const [reading] = parseModelSlots({ [slot.name]: { value: text, confidence: confidenceOfList } }, [slot], {
    read: (words, askedKind) =>
      readMessage(words, {
        ...{ rememberedLanguage: null, appLanguage: null, nowMs, timeZone, askedKind, detectLanguage },
        defaultCountry: playbook.country,
      }),
    currency: playbook.currency,
    timeZone,
    nowMs,
  })
  return reading ?? null
}
