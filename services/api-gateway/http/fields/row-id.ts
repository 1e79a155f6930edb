import { z } from 'zod'

/** The id of a row in a path or a query. */
export const rowId = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)
