import {
  createKnowledge,
  type DocumentFolder,
  defaultKnowledgeFolder,
  type Embed,
  type KnowledgeBase,
} from '#capabilities/knowledge'
import type { Database } from '#shared/database'
import type { Clock, Logger } from '#shared/utils'
import type { Settings } from '../../settings.ts'

export interface KnowledgeRooms {
  readonly database: Database
  readonly clock: Clock
  readonly logger: Logger
  /** Null when there is no model server. */
  readonly embed: Embed | null
  readonly playbooks: PlaybookNames
}

/** Whose documents there may be, and whose are read. */
export interface PlaybookNames {
  /** Of all playbooks: a folder with such a name is of that one alone. */
  readonly all: readonly string[]
  /** Of those that a bot speaks by now. */
  readonly listUsed: () => readonly string[]
}

const megabyte = 1024 * 1024

/** The owner's documents as the settings name them; null when they are turned off. */
export function createKnowledgeBase(settings: Settings, rooms: KnowledgeRooms): KnowledgeBase | null {
  const { rag } = settings
  if (!rag.enabled) return null
  const { folder, includes, maxFileBytes } = locateDocuments(settings, rooms.playbooks)
  const { all, listUsed } = rooms.playbooks
  return createKnowledge({
    ...rooms,
    folder,
    includes,
    ownerOf: path => findOwner(path, [...all, ...listUsed()]),
    listBusinesses: listUsed,
    settings: {
      strongScore: rag.min_score,
      maxFileBytes,
      embeddingTimeoutMs: rag.embedding_timeout_ms,
      searchesPerLogLine: rag.log_stats_interval,
    },
  })
}

/** Where the documents lie, and which of them are read: those of everybody, and of the playbooks in use. */
export function locateDocuments({ rag }: Settings, { all, listUsed }: PlaybookNames): DocumentFolder {
  return {
    folder: rag.knowledge_base_path ?? defaultKnowledgeFolder,
    includes: path => {
      const used = listUsed()
      const owner = findOwner(path, [...all, ...used])
      return owner === null || used.includes(owner)
    },
    maxFileBytes: rag.max_file_megabytes * megabyte,
  }
}

/** A folder with the name of a playbook holds the documents of that business alone; all others belong to everybody (null). */
function findOwner(path: string, playbooks: readonly string[]): string | null {
  const [folder = ''] = path.split('/', 1)
  return path !== folder && playbooks.includes(folder) ? folder : null
}
