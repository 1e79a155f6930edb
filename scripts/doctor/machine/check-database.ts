import { type DatabaseInspection, type DatabaseTarget, findHeldLocks, inspectDatabase } from '#shared/database'
import { serviceNames } from '../../../services/running-service.ts'
import { defineCheck, type Finding, find } from '../define-check.ts'
import { type FindingCode, findings } from '../report/words.ts'

/** Whether the database opens, whole and up to date, and who works on it. Migrates and changes nothing. */
export const checkDatabase = defineCheck({
  name: 'database',
  place: 'here',
  limitMs: 60_000,
  async run({ target }) {
    const inspection = await inspectDatabase(target)
    if (inspection.kind === 'absent') return find('database.absent')
    if (inspection.kind === 'earlier') return find('database.earlier')
    if (inspection.kind === 'unusable') return describeFailure(inspection.code, target)
    return describeUsable(inspection, await findHeldLocks(target, serviceNames), target)
  },
})

type Usable = Extract<DatabaseInspection, { kind: 'usable' }>

function describeUsable(
  { engine, pending, isReadThrough }: Usable,
  services: readonly string[],
  target: DatabaseTarget,
) {
  if (pending.length > 0) return find('database.pending', { engine, migrations: pending.join(', ') })
  if (services.length > 0) return find('database.running', { engine, services: services.join(', ') })
  return find(isReadThrough || target.engine === 'postgres' ? 'database.ready' : 'database.ready_unread', { engine })
}

function describeFailure(code: string, target: DatabaseTarget): Finding {
  // The address of a server may hold a password; that of a file holds none.
  const values = { place: target.engine === 'sqlite' ? target.path : 'PostgreSQL' }
  const known = (Object.keys(findings) as readonly FindingCode[]).find(finding => finding === code)
  return { code: known ?? 'database.not_prepared', values, notes: [] }
}
