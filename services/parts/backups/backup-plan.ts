import { resolve } from 'node:path'
import type { BackupPlan } from '#capabilities/backup'
import { defaultKnowledgeFolder } from '#capabilities/knowledge'
import { locateConfig, readEnvironment } from '#shared/config'
import type { Settings } from '../../settings.ts'
import { toTarget } from '../links/open-database.ts'

/**
 * What belongs to a backup: the database, the owner's words and documents; sealed ones also hold what a stranger must not read, the
 * settings and the key of the bots' tokens. Never `.env`: the passphrase itself stands there.
 */
export function toBackupPlan(settings: Settings, playbooksFolder: string): BackupPlan {
  const { backup, rag, secrets } = settings
  return {
    target: toTarget(settings.database),
    folder: resolve(backup.folder),
    passphrase: backup.passphrase,
    keeping: { daily: backup.keep_daily, weekly: backup.keep_weekly },
    roots: [
      { name: 'playbooks', path: playbooksFolder },
      { name: 'knowledge_base', path: resolve(rag.knowledge_base_path ?? defaultKnowledgeFolder) },
    ],
    secretRoots: [
      { name: 'config.yaml', path: locateConfig({ directory: process.cwd(), env: readEnvironment() }) },
      { name: 'secret.key', path: resolve(secrets.key_file) },
    ],
  }
}
