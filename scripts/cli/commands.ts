import { keysCommand } from './access/keys.ts'
import { loginLinkCommand } from './access/login-link.ts'
import { calendarCommand } from './calendar.ts'
import type { Command } from './command.ts'
import { helpCommand } from './help.ts'
import { knowledgeCommand } from './knowledge.ts'
import { limitsCommand } from './limits.ts'
import { playbookCommand } from './playbook.ts'

export const commands: readonly Command[] = [
  calendarCommand,
  helpCommand,
  keysCommand,
  knowledgeCommand,
  limitsCommand,
  loginLinkCommand,
  playbookCommand,
]
