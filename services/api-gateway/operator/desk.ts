import type { KnowledgeBase } from '#capabilities/knowledge'
import type { Previews, Render } from '#flow'
import type { Queue } from '#shared/events'
import type { Bookings } from '../../parts/create-bookings.ts'

/** What working with clients takes, besides the database. */
export interface Desk {
  readonly queue: Queue
  /** The answers that clients read along while this process writes them. */
  readonly previews: Previews
  readonly render: Render
  readonly bookings: Bookings
  /** The owner's documents; null when the settings turn them off. */
  readonly knowledge: KnowledgeBase | null
  readonly business: Business
}

/** What the owner has decided about the business. */
export interface Business {
  /** Whom the bot tells of clients; null: nobody. */
  readonly ownerId: number | null
  /** Colleagues who may do in Telegram what the owner may. */
  readonly operatorIds: readonly number[]
  /** IANA zone. */
  readonly timeZone: string
  /** The language of a client of whom nothing else is known. */
  readonly defaultLanguage: string
  /** The name of the playbook in use. */
  readonly playbook: string
  /** The folder of all playbooks. */
  readonly playbooksFolder: string
  /** The folder of the owner's documents. */
  readonly knowledgeFolder: string
  /** Passages at most that the agent is given for a question. */
  readonly passagesPerQuestion: number
}
