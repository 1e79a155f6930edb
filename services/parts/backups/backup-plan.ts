import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import type { BackupPlan } from '#capabilities/backup'
import { defaultKnowledgeFolder } from '#capabilities/knowledge'
import { type ConfigSource, locateConfig, locateDotenv, readEnvironment } from '#shared/config'
import type { Settings } from '../../settings.ts'
import { toTarget } from '../links/open-database.ts'

/**
 * What belongs to a backup: the database, the owner's words and documents; sealed ones also hold what a stranger must not read, the
 * settings (`.env` without the passphrase of the backups, and `config.yaml`) and the key of the bots' tokens.
 */
export function toBackupPlan(settings: Settings, playbooksFolder: string): BackupPlan {
  const { backup, rag, secrets } = settings
  const source = { directory: process.cwd(), env: readEnvironment() }
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
      { name: 'config.yaml', path: locateConfig(source) },
      { name: '.env', path: findDotenv(source), ownLines: /^\s*(export\s+)?BACKUP_PASSPHRASE\b/ },
      { name: 'secret.key', path: resolve(secrets.key_file) },
    ],
  }
}

/** In containers it is a link to the file in the data volume. */
function findDotenv(source: ConfigSource): string {
  const path = locateDotenv(source)
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
