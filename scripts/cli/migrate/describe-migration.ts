import {
  type DatabaseInspection,
  type ImportWarning,
  migrationNames,
  type Preparation,
  type TakenCopy,
} from '#shared/database'
import type { Taken } from './count-taken.ts'

/** What was done, in words. */
export function describePreparation(
  preparation: Preparation,
  { place, tookMs, taken }: { readonly place: string; readonly tookMs: number; readonly taken: Taken | null },
): string {
  const took = `in ${(tookMs / 1000).toFixed(1)} s`
  switch (preparation.kind) {
    case 'up-to-date':
      return describeCurrent(place)
    case 'migrated':
      return isAll(preparation.applied)
        ? `Made ${place} with ${preparation.applied.length} migrations ${took}. It is at version ${present}.`
        : [`Migrated ${place} ${describeStep(preparation.applied)} ${took}:`, ...indent(preparation.applied)].join('\n')
    case 'imported':
      return [
        `Took over ${place}, a file of the earlier system, ${took}: ${describeTaken(taken)}. It is at version ${present}.`,
        `The file as it was, verified: ${preparation.backupPath}`,
        ...describeWarnings(preparation.warnings),
      ].join('\n')
  }
}

/** What would be done, in words. `rehearsal` is what came of a copy of an earlier file. */
export function describeInspection(
  inspection: Exclude<DatabaseInspection, { kind: 'unusable' }>,
  place: string,
  rehearsal: TakenCopy | null,
): string {
  switch (inspection.kind) {
    case 'absent':
      return describeNew(place)
    case 'earlier':
      return [
        `Would take over ${place}, a file of the earlier system: ${describeTaken(toTaken(rehearsal))}. It would be at version ${present}.`,
        `A verified copy of it as it is would stay beside it: ${place}.backup-<time>`,
        ...describeWarnings(rehearsal?.warnings ?? []),
      ].join('\n')
    case 'usable':
      if (inspection.pending.length === 0) return describeCurrent(place)
      return isAll(inspection.pending)
        ? describeNew(place)
        : [`Would migrate ${place} ${describeStep(inspection.pending)}:`, ...indent(inspection.pending)].join('\n')
  }
}

const present = migrationNames.at(-1) ?? ''

function isAll(names: readonly string[]): boolean {
  return names.length === migrationNames.length
}

function describeCurrent(place: string): string {
  return `${place} is at the present version, ${present}: nothing to do.`
}

function describeNew(place: string): string {
  return `${place} is new: would make it with ${migrationNames.length} migrations, at version ${present}.`
}

function describeStep(applied: readonly string[]): string {
  const before = migrationNames.filter(name => !applied.includes(name)).at(-1)
  return `from version ${before} to ${present}`
}

export function describeTaken(taken: Taken | null): string {
  const { conversations, messages, leads } = taken ?? { conversations: 0, messages: 0, leads: 0 }
  return `${conversations} conversations, ${messages} messages and ${leads} leads`
}

export function toTaken(copy: TakenCopy | null): Taken {
  const count = (table: keyof Taken): number => copy?.rows[table] ?? 0
  return { conversations: count('conversations'), messages: count('messages'), leads: count('leads') }
}

export function describeWarnings(warnings: readonly ImportWarning[]): readonly string[] {
  return warnings.map(
    ({ kind, table, rows, problem }) =>
      `  ${kind === 'left' ? 'only in the verified file' : 'changed'}: ${table}, ${rows} rows: ${problem}`,
  )
}

function indent(lines: readonly string[]): readonly string[] {
  return lines.map(line => `  ${line}`)
}
