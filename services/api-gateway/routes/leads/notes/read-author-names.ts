import { type Actor, findKeyNames } from '#capabilities/access'
import type { Db } from '#shared/database'

/** What people call those who wrote with a key of the API (`key:7`, `mcp:7`); others have no names. */
export async function readAuthorNames(
  db: Db,
  authors: readonly (Actor | null)[],
): Promise<(author: Actor | null) => string | null> {
  const ids = authors.map(keyIdOf).filter(id => id !== null)
  const names = await findKeyNames(db, [...new Set(ids)])
  return author => names.get(keyIdOf(author) ?? 0) ?? null
}

function keyIdOf(author: Actor | null): number | null {
  const id = /^(?:key|mcp):(\d{1,15})$/.exec(author ?? '')?.[1]
  return id === undefined ? null : Number(id)
}
