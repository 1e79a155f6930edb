import type { Registry } from 'prom-client'
import type { Analytics } from '#capabilities/analytics'
import type { Vault } from '#capabilities/bots'
import type { KnowledgeBase } from '#capabilities/knowledge'
import type { DetectLanguage } from '#capabilities/sales'
import type {
  BusinessIntake,
  Ingest,
  MediaDesk,
  MediaReader,
  OutageWatch,
  PlaybookOf,
  Previews,
  Render,
  Speaker,
} from '#flow'
import type { OpenCounter } from '#shared/cache'
import type { AccountId, Database, DatabaseTarget } from '#shared/database'
import type { Bus, Queue } from '#shared/events'
import type { Egress } from '#shared/network'
import type { Chance, Clock, Logger, NewId } from '#shared/utils'
import type { Bookings } from './parts/create-bookings.ts'
import type { Models } from './parts/create-model.ts'
import type { Meters } from './parts/metrics/create-meters.ts'
import type { TellOwner } from './parts/tell-owner.ts'
import type { Settings } from './settings.ts'

/** What `compose` makes of the settings, and what every service starts from. */
export interface App {
  readonly settings: Settings
  readonly clock: Clock
  readonly newId: NewId
  readonly chance: Chance
  readonly logger: Logger
  readonly target: DatabaseTarget
  readonly database: Database
  readonly bus: Bus
  readonly queue: Queue
  /** Counts within a window of time, of all processes that share Redis. */
  readonly openCounter: OpenCounter
  readonly metrics: Registry
  readonly meters: Meters
  /** Whom this process has connected to. */
  readonly egress: Egress
  /** The folder of all playbooks. */
  readonly playbooksFolder: string
  /** The owner's words as they stand in the files now. */
  readonly playbook: PlaybookOf
  /** Opens the tokens of the bots. */
  readonly vault: Vault
  readonly detectLanguage: DetectLanguage
  readonly models: Models
  /** Null when the settings turn it off. */
  readonly knowledge: KnowledgeBase | null
  readonly bookings: Bookings
  readonly analytics: Analytics
  readonly tellOwner: TellOwner
  readonly ingest: Ingest
  /** How chats of people's own accounts are taken in and answered. */
  readonly business: BusinessIntake
  /** The replies that this process is writing, for whoever shows them. */
  readonly previews: Previews
  readonly render: Render
  /** Whether this process, and no other, has the bots at this instant. Asked right before anything is said for one. */
  readonly maySpeak: () => boolean
  /** Lets this process speak for an account: from now on its speaker is woken whenever the outbox has something for it. */
  readonly addSpeaker: (accountId: AccountId, speaker: Speaker) => void
  /** Ends what this process does by itself; the database is closed after it. */
  readonly close: () => Promise<void>
  /** What reads voice messages and other files; none: they are kept as they came. */
  readonly readers: readonly MediaReader[]
  readonly outages: OutageWatch
  /** Lets this process read for an account: from now on its desk is woken whenever a client sent a file. */
  readonly addMediaDesk: (accountId: AccountId, desk: MediaDesk) => void
  /** Makes a voice message of words; null when that is not possible. */
  readonly speak: (text: string) => Promise<Uint8Array | null>
}
