import { join } from 'node:path'
import { generateApiClient } from '../generate-api-client.ts'

/** Writes the dashboard's client of the API anew: run it after every change of the API; a test compares. */
await generateApiClient(join(import.meta.dirname, '../../dashboard/src/api/generated'))
