import type { Database } from '#shared/database'
import type { Bus, Queue } from '#shared/events'
import type { Clock, Logger, NewId } from '#shared/utils'
import type { BusinessRoom } from '../business/find-obstacles.ts'
import type { PlaybookOf } from '../playbook-of.ts'
import type { Render } from '../speaker/render.ts'

export interface JobDeps {
  readonly database: Database
  readonly bus: Bus
  readonly queue: Queue
  readonly clock: Clock
  readonly newId: NewId
  readonly logger: Logger
  readonly render: Render
  readonly playbook: PlaybookOf
  /** Absent: nothing is said in chats of people's own accounts. */
  readonly business?: BusinessRoom
  readonly settings: JobSettings
}

export interface JobSettings {
  readonly ownerId: number | null
  /** The language of a client of whom nothing else is known, and of the owner. */
  readonly defaultLanguage: string
  /** The business's zone. */
  readonly timeZone: string
  /** Hours before a meeting at which its client is reminded. */
  readonly reminderHours: readonly number[]
  /** Whether the owner gets a brief of each confirmed meeting. */
  readonly sendsBriefs: boolean
}

/** Rows at most that one round of a job takes on: a long backlog must not hold the database. */
export const jobBatch = 50
