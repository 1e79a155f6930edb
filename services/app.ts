import type { Registry } from 'prom-client'
import type { OutboundPart } from '#capabilities/channels'
import type { ChatModel } from '#capabilities/llm'
import type { Playbook } from '#capabilities/sales'
import type { Ingest, Speaker } from '#flow'
import type { AccountId, Database, DatabaseTarget } from '#shared/database'
import type { Bus, Queue } from '#shared/events'
import type { Chance, Clock, Logger, NewId } from '#shared/utils'
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
  readonly metrics: Registry
  readonly playbook: Playbook
  readonly model: ChatModel
  readonly ingest: Ingest
  /** How a channel writes markdown. */
  readonly render: (channel: string, markdown: string) => readonly OutboundPart[]
  /** Lets this process speak for an account: from now on its speaker is woken whenever the outbox has something for it. */
  readonly addSpeaker: (accountId: AccountId, speaker: Speaker) => void
}
