import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The folder of the built dashboard: this walks up from this module, in `services/` or `dist/services/`, to the first folder that
 * holds the workspace. What is built there may come later, or never in a copy without it: then the folder is named all the same.
 */
export function findDashboardFolder(): string {
  const start = dirname(fileURLToPath(import.meta.url))
  let folder = start
  while (!existsSync(join(folder, 'dashboard')) && folder !== dirname(folder)) folder = dirname(folder)
  return join(folder, 'dashboard/dist')
}
