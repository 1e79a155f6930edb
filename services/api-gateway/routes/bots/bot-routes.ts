import type { RegisterRoute } from '../../route-context.ts'
import { checkBot } from './check-bot.ts'
import { deleteBot } from './delete-bot.ts'
import { listBots } from './list-bots.ts'
import { patchBot } from './patch-bot.ts'
import { postBot } from './post-bot.ts'

export const botRoutes: readonly RegisterRoute[] = [checkBot, deleteBot, listBots, patchBot, postBot]
