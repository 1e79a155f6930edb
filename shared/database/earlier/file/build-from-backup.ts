import SqliteDriver from 'better-sqlite3'
import { connectDatabase } from '../../connect.ts'
import { migrate } from '../../migrate.ts'
import { importEverything } from '../import-everything.ts'
import { createReport, type ImportWarning } from '../report.ts'
import { countRows, type RowCounts } from './count-rows.ts'
import { openEarlierSource } from './source.ts'

export interface Build {
  readonly backupPath: string
  /** Where the new file is made: nothing is there yet, or a file of ours that holds no people. */
  readonly newPath: string
  /** Rows of the backup, by table. */
  readonly rows: RowCounts
  readonly now: number
}

/** Makes a file of ours that holds what the backup holds (and what it held before, if it was there), and checks that every row is accounted for. */
export async function buildFromBackup({ backupPath, newPath, rows, now }: Build): Promise<readonly ImportWarning[]> {
  const report = createReport()
  const source = openEarlierSource(backupPath, report)
  const database = connectDatabase({ engine: 'sqlite', path: newPath })
  try {
    await migrate(database)
    await database.transaction(tx => importEverything({ tx, source, report, now }))
  } finally {
    source.close()
    await database.close()
  }
  checkNewFile(newPath, rows, report.warnings())
  return report.warnings()
}

function checkNewFile(path: string, earlier: RowCounts, warnings: readonly ImportWarning[]): void {
  const file = new SqliteDriver(path, { fileMustExist: true })
  try {
    // All in one file, which a rename can move as a whole. Fails when the log cannot be written back.
    const mode = file.pragma('journal_mode = delete', { simple: true })
    if (mode !== 'delete') throw new TypeError('the new file is still in WAL mode')
    const broken = file.pragma('foreign_key_check') as readonly unknown[]
    if (broken.length > 0) throw new TypeError(`${broken.length} rows of the new file name rows that are not there`)
    const found = countRows(file)
    const short = Object.keys(found).filter(table => (found[table] ?? 0) < expectRows(table, earlier, warnings))
    if (short.length > 0) throw new TypeError(`rows are missing in ${short.join(', ')}`)
  } finally {
    file.close()
  }
}

/** What must have come over: all rows but those that were left in the backup with a reason. */
function expectRows(table: string, earlier: RowCounts, warnings: readonly ImportWarning[]): number {
  const left = warnings.filter(warning => warning.kind === 'left' && warning.table === table)
  return left.reduce((rows, warning) => rows - warning.rows, earlier[table] ?? 0)
}
