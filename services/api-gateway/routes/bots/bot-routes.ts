import type { RegisterRoute } from '../../route-context.ts'
import { deleteBot } from './delete-bot.ts'
import { listBots } from './list-bots.ts'
import { patchBot } from './patch-bot.ts'
import { postBot } from './post-bot.ts'

export const botRoutes: readonly RegisterRoute[] = [deleteBot, listBots, patchBot, postBot]
