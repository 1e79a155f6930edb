import { checkAsrServer } from './check-asr-server.ts'
import { checkBots } from './check-bots.ts'
import { checkCalendar } from './check-calendar.ts'
import { checkClock } from './check-clock.ts'
import { checkConfiguration } from './check-configuration.ts'
import { checkDatabase } from './check-database.ts'
import { checkDisk } from './check-disk.ts'
import { checkEmbeddings } from './check-embeddings.ts'
import { checkKnowledge } from './check-knowledge.ts'
import { checkModelServer } from './check-model-server.ts'
import { checkNode } from './check-node.ts'
import { checkOwner } from './check-owner.ts'
import { checkPlaybook } from './check-playbook.ts'
import { checkPort } from './check-port.ts'
import { checkRedis } from './check-redis.ts'
import { checkTelegram } from './check-telegram.ts'
import { checkUpdates } from './check-updates.ts'
import type { Check } from './define-check.ts'

/** Every check, in the order of the table. */
export const checks: readonly Check[] = [
  checkAsrServer,
  checkBots,
  checkCalendar,
  checkClock,
  checkConfiguration,
  checkDatabase,
  checkDisk,
  checkEmbeddings,
  checkKnowledge,
  checkModelServer,
  checkNode,
  checkOwner,
  checkPlaybook,
  checkPort,
  checkRedis,
  checkTelegram,
  checkUpdates,
]
