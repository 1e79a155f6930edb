import { z } from 'zod'
import type { LeadId } from '#shared/database'
import { rowId } from '../../http/row-id.ts'

export const leadParams = z.object({ id: rowId.transform(id => id as LeadId) })
