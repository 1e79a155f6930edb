import type { RegisterRoute } from '../../route-context.ts'
import { checkBot } from './check-bot.ts'
import { listConnections } from './connections/list-connections.ts'
import { patchConnection } from './connections/patch-connection.ts'
import { deleteBot } from './delete-bot.ts'
import { listBots } from './list-bots.ts'
import { patchBot } from './patch-bot.ts'
import { postBot } from './post-bot.ts'

export const botRoutes: readonly RegisterRoute[] = [
  checkBot,
  deleteBot,
  listBots,
  listConnections,
  patchBot,
  patchConnection,
  postBot,
]
