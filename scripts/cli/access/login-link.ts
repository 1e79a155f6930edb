import { parseArgs } from 'node:util'
import { createLinkToken, type Role, roles } from '#capabilities/access'
import { systemClock } from '#shared/utils'
import { describeLoginLink } from '../../../services/api-gateway/describe-url.ts'
import type { Command } from '../command.ts'
import { withOwnerDatabase } from '../with-owner-database.ts'

/** A way into the dashboard without a restart, also for colleagues who may see less. */
export const loginLinkCommand: Command = {
  name: 'login-link',
  usage: `[--role ${roles.join('|')}]`,
  summary: 'Make a link that signs one browser in, once, within 15 minutes; for an admin unless you say otherwise.',
  async run(args, surroundings) {
    const role = readRole(args)
    if (role === null) {
      surroundings.complain(`Write: npm run cli -- login-link ${loginLinkCommand.usage}`)
      return 2
    }
    return withOwnerDatabase(surroundings, async (database, { api_gateway: { host, port } }) => {
      const facts = { role, actor: 'cli' }
      const token = await database.transaction(tx => createLinkToken(tx, facts, systemClock.now()))
      surroundings.print(describeLoginLink(host, port, token))
      return 0
    })
  },
}

function readRole(args: readonly string[]): Role | null {
  const { values, positionals } = parseArgs({ args: [...args], options: { role: { type: 'string' } }, strict: false })
  if (positionals.length > 0 || Object.keys(values).some(option => option !== 'role')) return null
  return values.role === undefined ? 'admin' : (roles.find(role => role === values.role) ?? null)
}
