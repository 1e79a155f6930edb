import { parseArgs } from 'node:util'
import { formatFaults, readEnvironment } from '#shared/config'
import { systemClock } from '#shared/utils'
import { type Diagnosis, examine } from './doctor/examine.ts'
import { formatJson } from './doctor/report/format-json.ts'
import { formatTable } from './doctor/report/format-table.ts'
import { findings } from './doctor/report/words.ts'
import { findPackageFolder } from './platform/find-package-folder.ts'

/**
 * `npm run doctor [-- --json]`: looks at everything the platform needs. Exit status 0 when all that is configured works, 1 when
 * something does not, 2 when the settings themselves are wrong.
 */
async function main(): Promise<void> {
  const { json } = parseArgs({ options: { json: { type: 'boolean', default: false } } }).values
  // Timers of the platform do not keep the process alive; this one does while a server keeps us waiting.
  const alive = setInterval(() => {}, 1 << 30)
  const diagnosis = await examine(
    { directory: process.cwd(), env: readEnvironment() },
    { packageFolder: findPackageFolder(), nodeVersion: process.versions.node, clock: systemClock },
  )
  clearInterval(alive)
  const report = json ? formatJson(diagnosis) : formatReport(diagnosis)
  const stream = diagnosis.kind === 'invalid' && !json ? process.stderr : process.stdout
  // A server that never answered may hold the process; its connection is not waited for.
  stream.write(`${report}\n`, () => process.exit(statusOf(diagnosis)))
}

function formatReport(diagnosis: Diagnosis): string {
  if (diagnosis.kind === 'invalid') return formatFaults(diagnosis.faults)
  const isColoured = process.stdout.isTTY === true && process.env.NO_COLOR === undefined
  return `\n${formatTable(diagnosis.results, diagnosis.language, isColoured)}\n`
}

function statusOf(diagnosis: Diagnosis): 0 | 1 | 2 {
  if (diagnosis.kind === 'invalid') return 2
  return diagnosis.results.some(({ finding }) => findings[finding.code].state === 'fault') ? 1 : 0
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
