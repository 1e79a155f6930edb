import { join } from 'node:path'
import { listWantedBots, openToken, type WantedBot } from '#capabilities/bots'
import { createTelegramClient, identifyBot } from '#capabilities/channels'
import { checkPlaybook } from '#capabilities/sales'
import { connectDatabase, inspectDatabase } from '#shared/database'
import { errorCode } from '#shared/utils'
import { openVault } from '../../../services/parts/links/open-vault.ts'
import { defineCheck, find, type Patient } from '../define-check.ts'

const timeoutMs = 8_000

/** Whether each bot beside the first can run: its token opens, Telegram takes it, and its playbook can be used. */
export const checkBots = defineCheck({
  name: 'bots',
  place: 'outside',
  limitMs: 30_000,
  async run(patient, signal) {
    const bots = await readBots(patient)
    if (bots.length === 0) return find('bots.none')
    const faults = await Promise.all(bots.map(bot => examine(bot, patient, signal)))
    const notes = bots.flatMap((bot, index) => {
      const fault = faults[index] ?? null
      return fault === null ? [] : [`${bot.username === null ? bot.botId : `@${bot.username}`}: ${fault}`]
    })
    const values = { count: bots.length, broken: notes.length }
    return notes.length === 0 ? find('bots.ready', { count: bots.length }) : { ...find('bots.broken', values), notes }
  },
})

/** None while the database is not there yet, or waits for the start to bring it up to date. */
async function readBots({ target }: Patient): Promise<readonly WantedBot[]> {
  const inspection = await inspectDatabase(target)
  if (inspection.kind !== 'usable' || inspection.pending.length > 0) return []
  const database = connectDatabase(target, { echo: null })
  try {
    return await listWantedBots(database.db)
  } finally {
    await database.close()
  }
}

/** A stable code; null when all is well. */
async function examine(bot: WantedBot, patient: Patient, signal: AbortSignal): Promise<string | null> {
  const { settings, clock, packageFolder } = patient
  const token = openTokenOf(bot, patient)
  if (typeof token === 'string') return token
  const { api_root: apiRoot } = settings.telegram
  const limits = { answerTimeoutMs: timeoutMs, connectTimeoutMs: timeoutMs }
  const identity = await identifyBot(createTelegramClient({ token, apiRoot, clock, ...limits }), signal)
  if (identity.kind === 'unauthorized') return 'unauthorized'
  if (identity.kind === 'unreachable') return `unreachable (${identity.code})`
  const isFaulty = bot.playbook !== null && checkPlaybook(join(packageFolder, 'playbooks'), bot.playbook).length > 0
  return isFaulty ? `playbook-invalid (${bot.playbook})` : null
}

function openTokenOf(bot: WantedBot, { settings }: Patient) {
  try {
    const opened = openToken(openVault(settings), bot)
    return opened.kind === 'opened' ? opened.secret : `token-unreadable (${opened.kind})`
  } catch (error) {
    return `token-unreadable (${errorCode(error)})`
  }
}
