import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '#shared/utils'

/**
 * The folder of the page's files. `tsc` does not copy them to `dist/`, so they are served from the sources: this walks up from
 * this module, in `services/` or `dist/services/`, to the first folder that holds them. Throws `gateway.page_missing`.
 */
export function findPageFolder(): string {
  const start = dirname(fileURLToPath(import.meta.url))
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
    const page = join(folder, 'services/api-gateway/page')
    if (existsSync(join(page, 'chat.html'))) return page
  }
  throw new AppError(
    'gateway.page_missing',
    `services/api-gateway/page is not above ${start}; install the whole package`,
  )
}
