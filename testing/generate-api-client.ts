import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@hey-api/openapi-ts'
import { readDocument } from './api-operations.ts'
import { startTestGateway } from './gateway-harness.ts'

/** Writes the typed client of the API, made of a gateway's own document, into `folder`. */
export async function generateApiClient(folder: string): Promise<void> {
  const test = await startTestGateway()
  const scratch = await mkdtemp(join(tmpdir(), 'api-client-'))
  try {
    const input = join(scratch, 'openapi.json')
    await writeFile(input, JSON.stringify(await readDocument(test.url)))
    await createClient({
      input,
      output: { path: folder, clean: true, importFileExtension: '.ts' },
      plugins: ['@hey-api/typescript', '@hey-api/sdk', '@hey-api/client-fetch'],
      logs: { level: 'silent', file: false },
    })
  } finally {
    await test.close()
    await rm(scratch, { recursive: true })
  }
}
