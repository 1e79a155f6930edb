import type { RegisterRoute } from '../../route-context.ts'
import { getLead } from './get-lead.ts'
import { listLeads } from './list-leads.ts'
import { postLead } from './post-lead.ts'
import { putLead } from './put-lead.ts'

export const leadRoutes: readonly RegisterRoute[] = [getLead, listLeads, postLead, putLead]
