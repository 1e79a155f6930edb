import {
  createKnowledge,
  type DocumentFolder,
  defaultKnowledgeFolder,
  type Embed,
  type KnowledgeBase,
} from '#capabilities/knowledge'
import type { Database } from '#shared/database'
import type { Clock, Logger } from '#shared/utils'
import type { Settings } from './settings.ts'

export interface KnowledgeRooms {
  readonly database: Database
  readonly clock: Clock
  readonly logger: Logger
  /** Null when there is no model server. */
  readonly embed: Embed | null
  /** The names of all playbooks. */
  readonly playbooks: readonly string[]
}

const megabyte = 1024 * 1024

/** The owner's documents as the settings name them; null when they are turned off. */
export function createKnowledgeBase(settings: Settings, rooms: KnowledgeRooms): KnowledgeBase | null {
  const { rag } = settings
  if (!rag.enabled) return null
  const { folder, includes, maxFileBytes } = locateDocuments(settings, rooms.playbooks)
  return createKnowledge({
    ...rooms,
    folder,
    includes,
    settings: {
      strongScore: rag.min_score,
      maxFileBytes,
      embeddingTimeoutMs: rag.embedding_timeout_ms,
      searchesPerLogLine: rag.log_stats_interval,
    },
  })
}

/** Where the documents lie, and which of them are this business's. `playbooks`: the names of all. */
export function locateDocuments({ business, rag }: Settings, playbooks: readonly string[]): DocumentFolder {
  return {
    folder: rag.knowledge_base_path ?? defaultKnowledgeFolder,
    includes: belongsTo(business.playbook, playbooks),
    maxFileBytes: rag.max_file_megabytes * megabyte,
  }
}

/** A folder with the name of a playbook holds the documents of that trade; all others belong to everybody. */
function belongsTo(playbook: string, playbooks: readonly string[]): (path: string) => boolean {
  const others = new Set(playbooks.filter(name => name !== playbook))
  return path => !others.has(path.split('/', 1)[0] ?? '')
}
