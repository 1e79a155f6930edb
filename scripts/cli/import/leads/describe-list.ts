import type { ChosenLeads, ListedLead, ListFault } from '#capabilities/sales'

interface List {
  readonly faults: readonly ListFault[]
  readonly unknownColumns: readonly string[]
}

export function noHeader(path: string): string {
  return `${path} has no row with the names of its columns: write one above the people, with name (имя), phone (телефон), email (почта) or telegram, and what else is known: source, language, stage, status, note.`
}

/** Every fault, with its place. */
export function describeFaults(path: string, { faults }: List, isSkipping: boolean): string {
  const rows = new Set(faults.map(fault => fault.row)).size
  const fate = isSkipping
    ? `${count(rows, 'row')} left out.`
    : 'Nothing was written. Correct these rows, or add --skip-wrong to leave them out.'
  return [
    `${path} has ${count(faults.length, 'fault')} in ${count(rows, 'row')}:`,
    ...faults.map(describeFault),
    fate,
  ].join('\n')
}

function describeFault({ row, column, found, allowed }: ListFault): string {
  const place = column === null ? `row ${row}` : `row ${row}, ${column}`
  return `  ${place}: found ${column === null ? found : quote(found)}; allowed is ${allowed}`
}

function quote(text: string): string {
  return `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`.replaceAll('\n', ' ')
}

/** What was made, or would be when `made` is left out. */
export function describeChosen(
  { fresh, known, repeated }: ChosenLeads,
  { unknownColumns }: List,
  made?: number,
): string {
  const already = known.length + (made === undefined ? 0 : fresh.length - made)
  return [
    ...(made === undefined ? fresh.slice(0, shownLeads).map(describeLead) : []),
    ...(made === undefined && fresh.length > shownLeads ? [`  … and ${fresh.length - shownLeads} more`] : []),
    ...(unknownColumns.length === 0 ? [] : [`Nothing is kept of the columns: ${unknownColumns.join(', ')}.`]),
    ...(already === 0 ? [] : [`${count(already, 'row')} of people who are leads already: they stay as they are.`]),
    ...(repeated.length === 0
      ? []
      : [`${count(repeated.length, 'row')} of somebody whom a row above names: ${listRows(repeated)}.`]),
    made === undefined ? `Leads that would be made: ${fresh.length}.` : `Leads made: ${made}.`,
  ].join('\n')
}

// As many as a terminal shows; the file has them all.
const shownLeads = 20

function describeLead({ row, name, contact, stage, source, note, slots }: ListedLead): string {
  const words = [name ?? '(no name)', contact ?? '(no contact)', `stage ${stage}`, `source ${source}`]
  const values = slots.map(({ slot, value }) => `${slot} ${value}`)
  return `  row ${row}: ${[...words, ...values, ...(note === null ? [] : ['with a note'])].join(', ')}`
}

function listRows(leads: readonly ListedLead[]): string {
  const rows = leads.slice(0, shownLeads).map(lead => lead.row)
  return leads.length > shownLeads ? `${rows.join(', ')}, …` : rows.join(', ')
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
