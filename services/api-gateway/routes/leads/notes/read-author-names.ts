import { type Actor, findKeyNames, findOperatorNames } from '#capabilities/access'
import type { Db } from '#shared/database'

/** What people call those who wrote: with a key of the API (`key:7`, `mcp:7`), or as a person (`operator:3`); others have no names. */
export async function readAuthorNames(
  db: Db,
  authors: readonly (Actor | null)[],
): Promise<(author: Actor | null) => string | null> {
  const keys = await findKeyNames(db, listIds(authors, keyForm))
  const people = await findOperatorNames(db, listIds(authors, personForm))
  return author => keys.get(idOf(author, keyForm) ?? 0) ?? people.get(idOf(author, personForm) ?? 0) ?? null
}

const keyForm = /^(?:key|mcp):(\d{1,15})$/
const personForm = /^operator:(\d{1,15})$/

function listIds(authors: readonly (Actor | null)[], form: RegExp): readonly number[] {
  return [...new Set(authors.map(author => idOf(author, form)).filter(id => id !== null))]
}

function idOf(author: Actor | null, form: RegExp): number | null {
  const id = form.exec(author ?? '')?.[1]
  return id === undefined ? null : Number(id)
}
