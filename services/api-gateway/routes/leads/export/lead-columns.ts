import type { Column } from '#capabilities/analytics'
import type { Playbook } from '#capabilities/sales'

/** What an export tells of each lead: its head, and a column for each slot of the playbook. */
export function listLeadColumns({ slots }: Playbook): readonly Column[] {
  const known = slots.map(({ name }): Column => ({ key: slotKey(name), kind: 'text', title: { en: name, ru: name } }))
  return [...headColumns, ...known]
}

/** A slot may have the name of a field. */
export function slotKey(name: string): string {
  return `slot_${name}`
}

const headColumns: readonly Column[] = [
  { key: 'id', kind: 'count', title: { en: 'Number', ru: 'Номер' } },
  { key: 'name', kind: 'text', title: { en: 'Name', ru: 'Имя' } },
  { key: 'contact', kind: 'text', title: { en: 'Contact', ru: 'Контакт' } },
  { key: 'stage', kind: 'text', title: { en: 'Stage', ru: 'Этап' } },
  { key: 'status', kind: 'text', title: { en: 'Status', ru: 'Статус' } },
  { key: 'source', kind: 'text', title: { en: 'Source', ru: 'Источник' } },
  { key: 'intent', kind: 'text', title: { en: 'Intent', ru: 'Намерение' } },
  { key: 'language', kind: 'text', title: { en: 'Language', ru: 'Язык' } },
  { key: 'fit_score', kind: 'count', title: { en: 'Fit score', ru: 'Оценка' } },
  { key: 'created_at', kind: 'instant', title: { en: 'Created', ru: 'Создан' } },
  { key: 'updated_at', kind: 'instant', title: { en: 'Changed', ru: 'Изменён' } },
]
