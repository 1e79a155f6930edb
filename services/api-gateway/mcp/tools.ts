import type { Tool } from './define-tool.ts'
import { addNote } from './tools/add-note.ts'
import { changeStage } from './tools/change-stage.ts'
import { findLeads } from './tools/find-leads.ts'
import { getLead } from './tools/get-lead.ts'
import { listConversations } from './tools/list-conversations.ts'
import { listReports } from './tools/list-reports.ts'
import { readConversation } from './tools/read-conversation.ts'
import { readMetrics } from './tools/read-metrics.ts'
import { readReport } from './tools/read-report.ts'

/** Every tool, one file each. A new one is a file and a line here. */
export const tools: readonly Tool[] = [
  addNote,
  changeStage,
  findLeads,
  getLead,
  listConversations,
  listReports,
  readConversation,
  readMetrics,
  readReport,
]
