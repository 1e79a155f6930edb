import { sql } from 'kysely'
import type { App } from '../../app.ts'
import { checkBots } from '../../parts/bots/check-bots.ts'
import { createBotDesk } from '../../parts/bots/create-bot-desk.ts'
import type { HealthCheck } from '../run-checks.ts'

/** Without its database no service does anything. */
export function checkDatabase({ database }: App): HealthCheck {
  return {
    name: 'database',
    required: true,
    async check() {
      await sql`select 1`.execute(database.db)
      return { kind: 'ok' }
    },
  }
}

/** Whether each bot that is on is heard; the platform serves without them, too. */
export function checkAllBots(app: App): HealthCheck {
  const { clock, database } = app
  const { settingsBotId } = createBotDesk(app.settings, app)
  return { name: 'bots', required: false, check: () => checkBots(database, { settingsBotId, nowMs: clock.now() }) }
}
