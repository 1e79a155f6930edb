import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

let built: Promise<unknown> | undefined

/** Builds the dashboard when it is stale, once per process. For tests that start a gateway of their own and need no built server. */
export async function buildDashboard(): Promise<void> {
  built ??= promisify(execFile)(process.execPath, [join(import.meta.dirname, '../../scripts/build-dashboard.mjs')])
  await built
}
