import type { ListedLead } from './listed-lead.ts'

/** A list, parted by who is known. */
export interface ChosenLeads {
  readonly fresh: readonly ListedLead[]
  /** Somebody who is a lead already. */
  readonly known: readonly ListedLead[]
  /** Somebody whom a row above names. */
  readonly repeated: readonly ListedLead[]
}

/** Parts a list by whom it names for the first time: whoever shares a key is the same person. Pure. */
export function chooseNew(leads: readonly ListedLead[], knownKeys: ReadonlySet<string>): ChosenLeads {
  const seen = new Set<string>()
  const parts = { fresh: [] as ListedLead[], known: [] as ListedLead[], repeated: [] as ListedLead[] }
  for (const lead of leads) {
    if (lead.keys.some(key => knownKeys.has(key))) parts.known.push(lead)
    else if (lead.keys.some(key => seen.has(key))) parts.repeated.push(lead)
    else parts.fresh.push(lead)
    for (const key of lead.keys) seen.add(key)
  }
  return parts
}
