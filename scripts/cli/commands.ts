import { keysCommand } from './access/keys.ts'
import { loginLinkCommand } from './access/login-link.ts'
import { mcpCommand } from './access/mcp.ts'
import { analyticsCommand } from './analytics/analytics.ts'
import { reportsCommand } from './analytics/reports.ts'
import { botsCommand } from './bots/bots.ts'
import { calendarCommand } from './calendar.ts'
import type { Command } from './command.ts'
import { backupCommand } from './database/backup.ts'
import { copyDatabaseCommand } from './database/copy-database.ts'
import { restoreCommand } from './database/restore.ts'
import { egressCommand } from './egress.ts'
import { helpCommand } from './help.ts'
import { importCommand } from './import/import.ts'
import { knowledgeCommand } from './knowledge.ts'
import { limitsCommand } from './limits.ts'
import { migrateCommand } from './migrate/migrate.ts'
import { exportCommand } from './people/export.ts'
import { forgetCommand } from './people/forget.ts'
import { playbookCommand } from './playbook.ts'
import { queueCommand } from './queue/queue.ts'

export const commands: readonly Command[] = [
  analyticsCommand,
  backupCommand,
  botsCommand,
  calendarCommand,
  copyDatabaseCommand,
  egressCommand,
  exportCommand,
  forgetCommand,
  helpCommand,
  importCommand,
  keysCommand,
  knowledgeCommand,
  limitsCommand,
  loginLinkCommand,
  mcpCommand,
  migrateCommand,
  playbookCommand,
  queueCommand,
  reportsCommand,
  restoreCommand,
]
