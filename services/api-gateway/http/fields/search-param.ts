import { z } from 'zod'

/** For the query of a list. An empty search box is no filter. */
export const searchParam = z
  .string()
  .optional()
  .transform(text => (text === undefined || text.trim() === '' ? undefined : text))
  .describe(
    'Words of a name, a contact (user name, phone, address) or what was said, each from its beginning (in texts from three ' +
      'letters on), in any case, ё as е. All must be found. Of a word that very many messages hold, the newest 3,000 count.',
  )
