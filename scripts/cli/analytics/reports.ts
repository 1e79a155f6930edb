import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import {
  type Analytics,
  type FileFormat,
  type FormatName,
  fileFormats,
  findReport,
  formatNames,
  type Report,
  reports,
} from '#capabilities/analytics'
import { systemClock } from '#shared/utils'
import { composeAnalytics } from '../../../services/compose-analytics.ts'
import type { Command, Surroundings } from '../command.ts'
import { withOwnerDatabase } from '../with-owner-database.ts'

/** A report into a file, without the API. */
export const reportsCommand: Command = {
  name: 'reports',
  usage: `[NAME FILE [--from DAY] [--to DAY]]   (FILE ends with ${formatNames.map(name => `.${name}`).join(', ')})`,
  summary: 'Write a report into a file, of the last 30 days unless told otherwise; without a name, list the reports.',
  async run(args, surroundings) {
    if (args.length === 0) {
      for (const { name, title, meaning } of reports) surroundings.print(`${name}  ${title.en}: ${meaning.en}`)
      return 0
    }
    const order = readOrder(args)
    if (order === null) {
      surroundings.complain(`Write: npm run cli -- reports ${reportsCommand.usage}`)
      return 2
    }
    return withOwnerDatabase(surroundings, (database, settings) =>
      obey(composeAnalytics(settings, { database, clock: systemClock }), order, surroundings),
    )
  },
}

interface Order {
  readonly report: Report
  readonly path: string
  readonly format: FileFormat
  readonly from: string | undefined
  readonly to: string | undefined
}

/** Null: written wrong. */
function readOrder(args: readonly string[]): Order | null {
  try {
    const options = { from: { type: 'string' }, to: { type: 'string' } } as const
    const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [name = '', path = '', ...others] = positionals
    const report = findReport(name)
    const format = findFormat(path)
    if (report === null || format === null || others.length > 0) return null
    return { report, path, format: fileFormats[format], from: values.from, to: values.to }
  } catch {
    // What `parseArgs` refuses is an option that does not exist.
    return null
  }
}

function findFormat(path: string): FormatName | null {
  return formatNames.find(name => path.endsWith(`.${name}`)) ?? null
}

async function obey(analytics: Analytics, order: Order, { print, complain }: Surroundings): Promise<number> {
  const { report, path, format, from, to } = order
  const period = analytics.parsePeriod({ from, to })
  if (period.kind === 'invalid') {
    complain(`--${period.where} ${period.detail}`)
    return 2
  }
  await analytics.catchUp()
  const written = await analytics.writeReport(report, period)
  // Whoever opens a file of a CSV by a click opens it in Excel, which needs the mark.
  await writeFile(path, await format.write(written, { hasByteOrderMark: true }))
  print(`${path}: ${written.title}, ${written.periodWords}`)
  return 0
}
