import type { RegisterRoute } from '../../route-context.ts'
import { deleteLead } from './delete-lead.ts'
import { exportLeads } from './export/export-leads.ts'
import { getLead } from './get-lead.ts'
import { listLeads } from './list-leads.ts'
import { listLeadNotes } from './notes/list-lead-notes.ts'
import { postLeadNote } from './notes/post-lead-note.ts'
import { postLead } from './post-lead.ts'
import { postLeadStage } from './post-lead-stage.ts'
import { putLead } from './put-lead.ts'
import { restoreLead } from './restore-lead.ts'
import { getTimeline } from './timeline/get-timeline.ts'

export const leadRoutes: readonly RegisterRoute[] = [
  deleteLead,
  exportLeads,
  getLead,
  getTimeline,
  listLeads,
  listLeadNotes,
  postLead,
  postLeadNote,
  postLeadStage,
  putLead,
  restoreLead,
]
