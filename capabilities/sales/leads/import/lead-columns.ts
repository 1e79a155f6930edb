import { foldForSearch } from '#shared/utils'
import type { SlotDefinition } from '../../playbook/playbook.ts'

/** What a column of a list of people can say. */
export type LeadField =
  | 'contact'
  | 'email'
  | 'intent'
  | 'language'
  | 'name'
  | 'note'
  | 'phone'
  | 'source'
  | 'stage'
  | 'status'
  | 'surname'
  | 'telegram'
  | 'telegram_id'

export interface LeadColumn {
  /** From 0. */
  readonly index: number
  /** As the file heads it. */
  readonly title: string
  readonly says: { readonly kind: 'field'; readonly field: LeadField } | SlotColumn
}

interface SlotColumn {
  readonly kind: 'slot'
  readonly slot: SlotDefinition
}

/** Finds what each title means, by its name in English or Russian, or by the name of a slot of the playbook. Null: nothing we keep. */
export function findColumns(
  titles: readonly string[],
  slots: readonly SlotDefinition[],
): readonly (LeadColumn | string)[] {
  return titles.flatMap((title, index) => {
    if (title === '') return []
    const says = findMeaning(fold(title), slots)
    return [says === null ? title : { index, title, says }]
  })
}

function findMeaning(title: string, slots: readonly SlotDefinition[]): LeadColumn['says'] | null {
  const field = fields.get(title)
  if (field !== undefined) return { kind: 'field', field }
  const slot = slots.find(({ name }) => fold(name) === title)
  if (slot === undefined) return null
  // Names and contacts stand in the head of a lead.
  if (slot.kind === 'name' || slot.kind === 'contact') return { kind: 'field', field: slot.kind }
  return { kind: 'slot', slot }
}

function fold(title: string): string {
  return foldForSearch(title)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

const titles: Readonly<Record<LeadField, string>> = {
  contact: 'contact, contacts, контакт, контакты',
  email: 'email, e mail, mail, email address, почта, эл почта, электронная почта, емейл, имейл',
  intent: 'intent, намерение',
  language: 'language, lang, язык',
  name: 'name, full name, first name, client, имя, фио, клиент, имя клиента, имя и фамилия',
  note: 'note, notes, comment, comments, заметка, заметки, комментарий, комментарии, примечание',
  phone: 'phone, phone number, mobile, telephone, tel, whatsapp, телефон, тел, номер телефона, мобильный, сотовый',
  source: 'source, источник',
  stage: 'stage, этап, стадия',
  status: 'status, статус',
  surname: 'surname, last name, фамилия',
  telegram: 'telegram, tg, username, telegram username, телеграм, телеграмм, тг, ник',
  telegram_id: 'telegram id, user id, id telegram, телеграм id, id телеграм',
}

const fields: ReadonlyMap<string, LeadField> = new Map(
  (Object.keys(titles) as readonly LeadField[]).flatMap(field =>
    titles[field].split(', ').map(title => [title, field] as const),
  ),
)
