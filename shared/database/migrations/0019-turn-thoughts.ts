import { defineMigration } from '../define-migration.ts'

/** How answers came about in chats in which somebody tries the agent out. */
export const turnThoughts = defineMigration(
  '0019-turn-thoughts',
  `
  create table turn_thoughts (
    turn_id text primary key references turns (id) on delete cascade,
    conversation_id {int} not null references conversations (id) on delete cascade,
    thoughts text not null,
    created_at {int} not null
  ){strict};
  create index turn_thoughts_conversation on turn_thoughts (conversation_id);
  create index turn_thoughts_created on turn_thoughts (created_at);
  `,
)
