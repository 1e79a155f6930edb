import type { Calendar } from './contract.ts'

/** No calendar outside: what is taken stands in our own tables, and there is nothing to write elsewhere. */
export function createInternalCalendar(): Calendar {
  return {
    name: 'internal',
    listBusy: async () => ({ kind: 'known', busy: [] }),
    save: async entry => ({ kind: 'saved', externalId: entry.uid }),
    remove: async uid => ({ kind: 'saved', externalId: uid }),
  }
}
