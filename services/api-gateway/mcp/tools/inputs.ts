import { z } from 'zod'

/** The id of a row. */
export const idInput = z.int().min(1)

/** How much of a list. */
export const pageInput = {
  limit: z.int().min(1).max(200).optional().describe('How many at most; 50 unless said otherwise.'),
  cursor: z.string().optional(),
}
