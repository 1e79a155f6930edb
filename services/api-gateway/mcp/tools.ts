import type { Tool } from './define-tool.ts'
import { addNote } from './tools/add-note.ts'
import { bookMeeting } from './tools/book-meeting.ts'
import { changeStage } from './tools/change-stage.ts'
import { findLeads } from './tools/find-leads.ts'
import { getLead } from './tools/get-lead.ts'
import { listConversations } from './tools/list-conversations.ts'
import { listOpenings } from './tools/list-openings.ts'
import { listReports } from './tools/list-reports.ts'
import { readConversation } from './tools/read-conversation.ts'
import { readMetrics } from './tools/read-metrics.ts'
import { readReport } from './tools/read-report.ts'

/** Every tool, one file each. A new one is a file and a line here. */
export const tools: readonly Tool[] = [
  addNote,
  bookMeeting,
  changeStage,
  findLeads,
  getLead,
  listConversations,
  listOpenings,
  listReports,
  readConversation,
  readMetrics,
  readReport,
]
