import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLinkToken } from '#capabilities/access'
import { startApiGateway } from '../../services/api-gateway/start-api-gateway.ts'
import type { App } from '../../services/app.ts'
import { compose } from '../../services/compose.ts'
import { readSettings } from '../../services/settings.ts'
import { startWorker } from '../../services/worker/start-worker.ts'
import { testInstallation } from '../gateway-harness.ts'
import { unlimitedWriting } from '../unlimited-writing.ts'

export interface OwnApp {
  readonly app: App
  readonly url: string
  /** A one-time link that signs an owner in. */
  createLink(): Promise<string>
  close(): Promise<void>
}

/**
 * The gateway and the worker in this process, without a model server and without a bot, over playbooks of their own: those of the
 * repository stay as they are, whatever is edited.
 */
export async function openOwnApp(env: Readonly<Record<string, string>> = {}): Promise<OwnApp> {
  const folder = await mkdtemp(join(tmpdir(), 'own-app-'))
  await cp(join(import.meta.dirname, '../../playbooks'), join(folder, 'playbooks'), { recursive: true })
  const places = {
    DATABASE_DB_PATH: join(folder, 'conversations.db'),
    RAG_KNOWLEDGE_BASE_PATH: join(folder, 'documents'),
    BACKUP_FOLDER: join(folder, 'backups'),
  }
  const quick = { API_GATEWAY_PORT: '0', CONVERSATION_DEBOUNCE_MS: '50', LOGGING_LEVEL: 'silent', ...unlimitedWriting }
  const read = readSettings({ directory: folder, env: { ...places, ...quick, ...env } })
  if (read.kind === 'invalid') throw new Error(JSON.stringify(read.faults))
  const app = await compose(read.values, folder)
  const worker = await startWorker(app)
  const { url, stop } = await startApiGateway(app, testInstallation.system)
  return {
    app,
    url,
    async createLink() {
      const { clock, database } = app
      const token = await database.transaction(tx => createLinkToken(tx, { role: 'admin', actor: 'test' }, clock.now()))
      return `${url}/login?token=${token}`
    },
    async close() {
      await stop(1000)
      await worker.stop(1000)
      await app.close()
      await app.database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
