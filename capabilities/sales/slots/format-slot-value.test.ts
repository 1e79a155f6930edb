import { expect, it } from 'vitest'
import type { SlotDefinition, SlotKind } from '../playbook/playbook.ts'
import { slotOf } from './fixtures/read-by-entities.ts'
import { formatSlotValue } from './format-slot-value.ts'

const condo: SlotDefinition['choices'][number] = {
  value: 'condo',
  label: { ru: 'квартира', en: 'apartment' },
  words: { ru: [], en: [] },
}

it.each<readonly [SlotKind, string, string, string]>([
  ['money', '..300000 RUB', 'до 300 000 ₽', 'up to ₽300,000'],
  ['money', '5000..10000 USD', '5 000–10 000 $', '$5,000 – $10,000'],
  ['money', '~15000 THB/month', 'около 15 000 ฿ в месяц', 'about ฿15,000 per month'],
  ['money', 'по договоренности', 'по договоренности', 'по договоренности'],
  ['headcount', '50..70', '50–70', '50–70'],
  ['volume', '100 документов/day', '100 документов в день', '100 документов per day'],
  ['number', '500 meter', '500 м', '500 m'],
  ['number', '80 square-meter', '80 м²', '80 m²'],
  ['percent', '5..10', '5–10 %', '5% – 10%'],
  ['duration', '20 hour/week', '20 часов в неделю', '20 hours per week'],
  ['date', '2026-12-31', '31 декабря 2026 г.', 'December 31, 2026'],
  ['date', '2026-12-01..2026-12-31', 'декабрь 2026 г.', 'December 2026'],
  ['date', '2026-12-07..2026-12-13', '7–13 декабря 2026 г.', 'December 7 – 13, 2026'],
  ['date', '..2026-03-15', 'до 15 марта 2026 г.', 'by March 15, 2026'],
  ['choice', 'condo', 'квартира', 'apartment'],
  ['choice', 'замок', 'замок', 'замок'],
  ['yes-no', 'yes', 'да', 'yes'],
  ['contact', '+79991234567', '+79991234567', '+79991234567'],
])('%s «%s» reads «%s» and "%s"', (kind, value, russian, english) => {
  const definition = slotOf({ name: 'slot', kind, choices: [condo] })
  expect(unspaced(formatSlotValue(definition, value, 'ru'))).toBe(russian)
  expect(unspaced(formatSlotValue(definition, value, 'th'))).toBe(english)
})

/** Intl parts digits and signs by several kinds of narrow and unbreakable blanks. */
function unspaced(text: string): string {
  return text.replaceAll(/\s/gu, ' ')
}
