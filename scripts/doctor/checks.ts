import type { Check } from './define-check.ts'
import { checkClock } from './machine/check-clock.ts'
import { checkDatabase } from './machine/check-database.ts'
import { checkDisk } from './machine/check-disk.ts'
import { checkNode } from './machine/check-node.ts'
import { checkPort } from './machine/check-port.ts'
import { checkAsrServer } from './servers/check-asr-server.ts'
import { checkBots } from './servers/check-bots.ts'
import { checkCalendar } from './servers/check-calendar.ts'
import { checkEmbeddings } from './servers/check-embeddings.ts'
import { checkModelServer } from './servers/check-model-server.ts'
import { checkRedis } from './servers/check-redis.ts'
import { checkTelegram } from './servers/check-telegram.ts'
import { checkUpdates } from './servers/check-updates.ts'
import { checkConfiguration } from './shop/check-configuration.ts'
import { checkKnowledge } from './shop/check-knowledge.ts'
import { checkOwner } from './shop/check-owner.ts'
import { checkPlaybook } from './shop/check-playbook.ts'

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
