import { firstStage } from '../../open-leads.ts'
import { mergeSlots, type SlotChange } from '../../slots/merge-slots.ts'
import { contactKeys } from './contact-keys.ts'
import type { LeadColumn } from './lead-columns.ts'
import type { ListContext, ListedLead, ListFault } from './listed-lead.ts'
import { readContactCell } from './read-contact-cell.ts'
import { readSlotCell } from './read-slot-cell.ts'
import { readLanguage, readStage, readTelegramId, stagesAllowed } from './read-words.ts'
import { createRowReader, type RowReader } from './row-reader.ts'

export type RowOutcome =
  | { readonly kind: 'lead'; readonly lead: ListedLead }
  | { readonly kind: 'faults'; readonly faults: readonly ListFault[] }

/** Understands a row, or says all that is wrong with it. Pure. */
export function readLeadRow(
  row: { readonly number: number; readonly cells: readonly string[] },
  columns: readonly LeadColumn[],
  context: ListContext,
): RowOutcome {
  const reader = createRowReader(row, columns)
  const { join, parse } = reader
  const name = join(['name', 'surname'], { separator: ' ', limit: 200 })
  const contact = readContact(reader, context.playbook.country)
  const telegramId = parse('telegram_id', readTelegramId, 'a number such as 123456789')
  const source = join(['source'], inAWord) ?? context.source
  const lead: ListedLead = {
    ...{ row: row.number, name, contact, telegramId, source },
    status: join(['status'], inAWord) ?? 'active',
    stage: parse('stage', readStage, stagesAllowed) ?? firstStage,
    intent: join(['intent'], inAWord),
    language: parse('language', readLanguage, 'a tag such as ru or en-GB'),
    note: join(['note'], { separator: '\n', limit: 5_000 }),
    slots: readSlots(reader, context),
    keys: contactKeys({ name, contact, source, username: null, telegramId }, context.playbook.country),
  }
  const faults = reader.faults()
  if (faults.length > 0) return { kind: 'faults', faults }
  return lead.keys.length > 0 ? { kind: 'lead', lead } : { kind: 'faults', faults: [namesNobody(row.number)] }
}

const inAWord = { separator: ' ', limit: 100 } as const
const longestContact = 200

/** All contacts of the row, each once. */
function readContact(reader: RowReader, country: string): string | null {
  const cells = (['phone', 'email', 'telegram', 'contact'] as const).flatMap(field =>
    reader.cellsOf(field).map(cell => ({ cell, outcome: readContactCell(field, cell.text, country) })),
  )
  for (const { cell, outcome } of cells) if (outcome.kind === 'wrong') reader.complain(cell, outcome.allowed)
  const shown = cells.flatMap(({ outcome }) => (outcome.kind === 'read' ? outcome.shown : []))
  const text = [...new Set(shown)].join(', ')
  const [first] = cells
  if (first !== undefined && text.length > longestContact)
    reader.complain(first.cell, `at most ${longestContact} characters of contacts`)
  return text === '' ? null : text
}

function readSlots(reader: RowReader, context: ListContext): readonly SlotChange[] {
  const readings = reader.slotCells().flatMap(cell => {
    const { says } = cell.column
    const reading = says.kind === 'slot' ? readSlotCell(says.slot, cell.text, context) : null
    if (reading === null) reader.complain(cell, 'what the playbook asks for in this slot')
    return reading === null ? [] : [reading]
  })
  return mergeSlots(new Map(), readings, null).map(change => ({ ...change, source: 'import' }))
}

function namesNobody(row: number): ListFault {
  return { row, column: null, found: 'neither a name nor a contact', allowed: 'a row with one of them' }
}
