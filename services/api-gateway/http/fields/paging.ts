import { z } from 'zod'

/** The key of a row in its list: the values it is sorted by, the last of them unique. */
export type PageKey = readonly (string | number)[]

/** For `schema.querystring` of a list: spread into its object. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('How many items at most, 1 to 200.'),
  cursor: z
    .string()
    .max(500)
    .optional()
    .describe('`next_cursor` of the page before, with the same filters and sorting. Opaque: do not build one.'),
}

/** The same for a list sorted by keys of these kinds: gives the handler the key itself, and refuses what is no cursor of ours. */
export function pageQueryOf<const Kinds extends readonly ('string' | 'number')[]>(kinds: Kinds) {
  const cursor = pageQuery.cursor.transform((text, context) => {
    const key = text === undefined ? null : readCursor(text, kinds)
    if (text !== undefined && key === null) context.addIssue('is not a cursor of this list')
    return key
  })
  return { ...pageQuery, cursor }
}

/** The shape of every list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    next_cursor: z.string().nullable().describe('Send it as `cursor` for the next page; null on the last one.'),
  })
}

/** A cursor holds the key of the last row that was shown, so a page costs the same wherever it is and nothing is shown twice. */
export function writeCursor(key: PageKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/** Null for what `writeCursor` cannot have made for a key of these kinds. */
export function readCursor<const Kinds extends readonly ('string' | 'number')[]>(
  cursor: string,
  kinds: Kinds,
): { readonly [Place in keyof Kinds]: Kinds[Place] extends 'string' ? string : number } | null {
  const key = parse(Buffer.from(cursor, 'base64url').toString())
  if (!Array.isArray(key) || key.length !== kinds.length) return null
  if (!key.every((value, place) => isOfKind(value, kinds[place]))) return null
  // Checked value by value just above.
  return key as unknown as ReturnType<typeof readCursor<Kinds>>
}

function isOfKind(value: unknown, kind: 'string' | 'number' | undefined): boolean {
  return kind === 'number' ? Number.isSafeInteger(value) : kind === 'string' && typeof value === 'string'
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The first `limit` of `limit + 1` rows, and the cursor of the page after them. */
export function cutPage<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => PageKey,
): { readonly rows: readonly Row[]; readonly nextCursor: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { rows: shown, nextCursor: rows.length > limit && last !== undefined ? writeCursor(keyOf(last)) : null }
}
