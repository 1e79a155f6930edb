import { z } from 'zod'
import type { LeadId } from '#shared/database'
import { rowId } from '../../http/fields/row-id.ts'

export const leadParams = z.object({ id: rowId.transform(id => id as LeadId).describe('The id of the lead.') })
