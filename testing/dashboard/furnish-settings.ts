import { addOperator, createKey, recordAudit } from '#capabilities/access'
import { saveAccount } from '#capabilities/conversations'
import { createWebhook } from '#capabilities/webhooks'
import type { Database } from '#shared/database'
import { recordHistory } from '../history/index.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** Bots, connected people, keys, webhooks with what was sent to them, and who changed what. */
export async function furnishSettings(database: Database, nowMs: number): Promise<void> {
  await furnishBots(database, nowMs)
  await database.transaction(async tx => {
    const forCrm = { name: 'CRM', role: 'operator', expiresAt: null, actor: 'session:1' } as const
    await createKey(tx, forCrm, nowMs - 3 * dayMs)
    await createKey(tx, { ...forCrm, name: 'Отчёты для бухгалтерии', role: 'viewer' }, nowMs - dayMs)
    const anna = { name: 'Анна Петрова', role: 'operator', telegramId: 902, actor: 'session:1' } as const
    await addOperator(tx, anna, nowMs - 2 * dayMs)
    const entry = { actor: 'session:1', target: 'playbook:general', before: null } as const
    await recordAudit(tx, { ...entry, action: 'playbook.change', after: { files: ['offer.md'] } }, nowMs - dayMs)
    const setting = { actor: 'session:1', action: 'settings.change', target: null } as const
    const [before, after] = [{ 'conversation.debounce_ms': '1500' }, { 'conversation.debounce_ms': '2500' }]
    await recordAudit(tx, { ...setting, before, after }, nowMs - 40 * minuteMs)
  })
  await furnishWebhooks(database, nowMs)
}

async function furnishBots({ db }: Database, nowMs: number): Promise<void> {
  const bots = [
    { id: '4000000001', username: 'bakery_bot', name: 'Пекарня', state: 'listening', code: null },
    {
      id: '4000000002',
      username: 'bakery_wholesale_bot',
      name: 'Bakery for cafés',
      state: 'unauthorized',
      code: '401',
    },
  ]
  for (const { id, username, name, state, code } of bots) {
    const facts = { channel: 'telegram', externalId: id, username, displayName: name } as const
    const accountId = await saveAccount(db, facts, nowMs)
    const times = { state_since: nowMs - dayMs, seen_at: nowMs, added_at: nowMs - 9 * dayMs, updated_at: nowMs }
    const sealed = { sealed_token: 'sealed', key_id: 'pictures', playbook: null, told_state: null }
    await db
      .insertInto('bot_accounts')
      .values({ account_id: accountId, ...sealed, state, state_code: code, ...times })
      .execute()
    if (state !== 'listening') continue
    await db
      .insertInto('business_connections')
      .values({
        ...{ account_id: accountId, connection_id: 'of-olga', owner_user_id: 900, owner_name: 'Ольга Пекарь' },
        ...{ owner_chat_id: '900', state: 'served' as const, is_enabled: 1, rights: '["can_reply"]' },
        ...{ created_at: nowMs - 5 * dayMs, updated_at: nowMs },
      })
      .execute()
  }
}

async function furnishWebhooks(database: Database, nowMs: number): Promise<void> {
  const fields = { url: 'https://crm.example/hooks/telegram', eventTypes: [], description: null, isActive: true }
  const created = await database.transaction(tx => createWebhook(tx, database.engine, fields, nowMs - dayMs))
  if (created === null) throw new TypeError('there are too many webhooks')
  const conversation = await database.db.selectFrom('conversations').select('id').limit(1).executeTakeFirst()
  if (conversation === undefined) return
  const payload = { messageId: 1, userId: 1 }
  await recordHistory(database, [
    { type: 'message.received', conversationId: conversation.id, at: nowMs - 9 * minuteMs, payload },
    { type: 'message.received', conversationId: conversation.id, at: nowMs - 3 * minuteMs, payload },
  ])
  const events = await database.db.selectFrom('events').select('id').orderBy('id', 'desc').limit(2).execute()
  for (const [index, { id }] of events.entries()) {
    const outcome =
      index === 0
        ? ({ state: 'delivered', last_status: 200, last_error: null } as const)
        : ({ state: 'dead', last_status: 503, last_error: 'http_503' } as const)
    const at = nowMs - (3 + index * 6) * minuteMs
    const times = { next_attempt_at: at, retry_until: at, created_at: at, settled_at: at }
    await database.db
      .insertInto('webhook_deliveries')
      .values({ webhook_id: created.webhook.id, event_position: id, attempts: index + 1, ...outcome, ...times })
      .execute()
  }
}
