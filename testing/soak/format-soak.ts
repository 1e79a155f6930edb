import { type TableRetention, tableRetention } from '#flow'
import { formatTable } from '../bench/table.ts'
import type { RowCounts } from './count-rows.ts'
import { lowestOfEach, type Sample, slopePerTenMinutes } from './slope.ts'
import type { SoakOptions } from './soak-options.ts'
import type { MemorySamples } from './watch-memory.ts'
import type { Answered } from './write-steadily.ts'

export interface Soak {
  readonly options: SoakOptions
  readonly perSecond: number
  readonly answered: Answered
  readonly samples: MemorySamples
  readonly before: RowCounts
  readonly after: RowCounts
}

const mostMegabytesPerTenMinutes = 1
// Between two lows a collection of the old generation has happened, at half load.
const windowMs = 60_000

/** Whether every message was answered once, memory stands, and every table that grew has an end. */
export function isSound(soak: Soak): boolean {
  const { asked, answered, twice } = soak.answered
  const heap = slopePerTenMinutes(lows(soak, soak.samples.heap))
  return asked === answered && twice === 0 && heap <= mostMegabytesPerTenMinutes && listEndless(soak).length === 0
}

export function formatSoak(soak: Soak): string {
  const { asked, answered, twice, missed } = soak.answered
  const endless = listEndless(soak)
  return [
    `${asked} messages, ${answered} answered, ${twice} answered twice, ${missed} not asked because nobody was free`,
    describeMemory('heap', soak, soak.samples.heap),
    describeMemory('resident', soak, soak.samples.resident),
    formatGrowth(soak),
    endless.length === 0 ? 'Every table that grew has an end.' : `WITHOUT AN END: ${endless.join(', ')}`,
  ].join('\n\n')
}

function describeMemory(name: string, soak: Soak, samples: readonly Sample[]): string {
  const counted = lows(soak, samples)
  const slope = slopePerTenMinutes(counted)
  const most = Math.max(...samples.map(({ megabytes }) => megabytes))
  const course = counted.map(({ megabytes }) => megabytes.toFixed(0)).join(' ')
  return `${name}: ${slope >= 0 ? '+' : ''}${slope.toFixed(2)} MB in ten minutes, at most ${most.toFixed(0)} MB; the low of each minute after the warm-up: ${course}`
}

function lows({ options }: Soak, samples: readonly Sample[]): readonly Sample[] {
  const from = (samples[0]?.atMs ?? 0) + options.warmUpMs
  return lowestOfEach(
    samples.filter(({ atMs }) => atMs >= from),
    windowMs,
  )
}

function formatGrowth(soak: Soak): string {
  const rows = listGrown(soak).map(([table, count]) => [
    table,
    String(soak.before.get(table) ?? 0),
    String(count),
    describeEnd(table),
  ])
  return formatTable(['table', 'at the start', 'at the end', 'its end'], rows)
}

function listGrown({ before, after }: Soak): readonly (readonly [string, number])[] {
  return [...after].filter(([table, count]) => count > (before.get(table) ?? 0))
}

function listEndless(soak: Soak): readonly string[] {
  return listGrown(soak).flatMap(([table]) => (findRetention(table) === null ? [table] : []))
}

function describeEnd(table: string): string {
  const retention = findRetention(table)
  switch (retention?.kind) {
    case 'setting':
      return `retention.${retention.key}`
    case 'follows':
      return `goes with ${retention.table}`
    case 'ends':
    case 'bounded':
      return retention.why
    default:
      return 'none'
  }
}

/** Null for a table that the platform does not know. */
function findRetention(table: string): TableRetention | null {
  const known: Readonly<Record<string, TableRetention | undefined>> = tableRetention
  return known[table] ?? null
}
