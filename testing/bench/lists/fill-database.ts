import { sql } from 'kysely'
import { type Database, indexMessages, migrate } from '#shared/database'

export interface Size {
  readonly leads: number
  readonly messagesPerLead: number
}

const stages = [
  'greeting',
  'needs_discovery',
  'presentation',
  'objections',
  'consultation_offer',
  'scheduling',
  'summary',
]

/** Fills an empty SQLite file with people who talk: as many leads, each with a conversation, in which words follow a power law. */
export async function fillDatabase(database: Database, { leads, messagesPerLead }: Size): Promise<void> {
  await migrate(database)
  const numbers = sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${leads})`
  const chance = (factor: number, below: number) => sql.raw(`((i * ${factor}) % 100003 % ${below})`)
  await database.transaction(async tx => {
    await sql`insert into accounts (channel, external_id, created_at, updated_at) values ('telegram', '1', 0, 0)`.execute(
      tx,
    )
    await sql`${numbers} insert into contacts (channel, user_id, display_name, username, created_at, updated_at)
      select 'telegram', 7000000000 + i, 'Имя' || ${chance(7919, 5000)} || ' Фамилия' || i, 'user_' || i, i * 1000, i * 1000 from n`.execute(
      tx,
    )
    await sql`insert into conversations
      (account_id, contact_id, user_id, chat_id, chat_type, last_message_at, created_at, updated_at)
      select 1, id, user_id, user_id, 'private', created_at, created_at, created_at from contacts`.execute(tx)
    await sql`${numbers} insert into leads
      (contact_id, user_id, conversation_id, name, contact, source, status, stage, language, fit_score, created_at, updated_at)
      select i, 7000000000 + i, i, 'Имя' || ${chance(7919, 5000)}, '+7999' || (1000000 + i), 'shop' || ${chance(31, 20)},
        case when ${chance(17, 10)} = 0 then 'won' else 'active' end, ${stageAt(chance(104729, stages.length))},
        case when i % 3 = 0 then 'en' else 'ru' end, ${chance(613, 101)}, i * 1000, i * 1000 + ${chance(99991, 100000)} from n`.execute(
      tx,
    )
  })
  for (let round = 0; round < messagesPerLead; round++) {
    await sql`insert into messages (conversation_id, role, content, timestamp)
      select id, 'user', 'слово' || ((id * 7919 + ${round} * 104729) % 97) || ' тема' || ((id * 31 + ${round}) % 9973) ||
        ' редкое' || (id * ${messagesPerLead} + ${round}) || ' и ещё несколько обычных слов о цене и сроках', id * 1000 + ${round}
      from conversations`.execute(database.db)
  }
  while (!(await indexMessages(database, 100)));
  await sql`analyze`.execute(database.db)
}

function stageAt(place: ReturnType<typeof sql.raw>) {
  return sql`case ${place} ${sql.join(
    stages.map((stage, index) => sql`when ${sql.lit(index)} then ${sql.lit(stage)}`),
    sql` `,
  )} end`
}
