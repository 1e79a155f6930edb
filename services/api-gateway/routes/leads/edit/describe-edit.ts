import type { Lead, LeadEdit } from '#capabilities/sales'

/** For the audit log: the changed fields before and after; of names and contacts, which are personal, only that they changed. */
export function describeEdit(
  lead: Lead,
  edit: LeadEdit,
  fields: readonly (keyof LeadEdit)[],
): { readonly before: Readonly<Record<string, unknown>>; readonly after: Readonly<Record<string, unknown>> } {
  const pick = (of: Lead | LeadEdit) =>
    Object.fromEntries(fields.map(field => [field, isPersonal(field) && of[field] !== null ? hidden : of[field]]))
  return { before: pick(lead), after: pick(edit) }
}

/** What stands in the log for words that it must not keep. */
const hidden = '…'

function isPersonal(field: keyof LeadEdit): boolean {
  return field === 'name' || field === 'contact'
}
