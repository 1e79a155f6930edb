import { basename } from 'node:path'
import { z } from 'zod'
import { recordAudit } from '#capabilities/access'
import { toInstant } from '../../http/fields/instants.ts'
import { type Problem, problemResponses, sendProblem } from '../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'

const backup = z
  .object({
    name: z.string().describe('Its file.'),
    made_at: z.iso.datetime(),
    bytes: z.int().nullable().describe('Null: the file went away meanwhile.'),
  })
  .meta({ id: 'Backup' })

const overview = z
  .object({
    folder: z.string().describe('On the machine of the platform.'),
    encrypted: z.boolean().describe('Whether the next one is encrypted: with a passphrase in BACKUP_PASSPHRASE.'),
    every_hours: z.int().nullable().describe('Null: one is made only when somebody asks for it.'),
    items: z.array(backup).describe('The newest first. There are few: they come all at once.'),
  })
  .meta({ id: 'BackupOverview' })

export const listAllBackups: RegisterRoute = (app, { backups }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/system/backups',
    config: { access: 'admin' },
    schema: {
      tags: ['settings'],
      summary: 'The backups that there are',
      description:
        'Restoring is a command of the terminal, with the platform stopped: npm run cli -- restore FILE. All at once: as many are kept as ' +
        '`backup.keep_daily` and `backup.keep_weekly` say.',
      response: { 200: overview, ...problemResponses({ 409: 'The folder cannot be read.' }) },
    },
    handler: async (_, reply) => {
      const listed = await backups.list()
      if (listed.kind === 'failed') return sendProblem(reply, describeFolder(listed.code))
      return {
        ...{ folder: backups.folder, encrypted: backups.isEncrypted, every_hours: backups.everyHours },
        items: listed.backups.map(({ path, madeAtMs, bytes }) => ({
          name: basename(path),
          made_at: toInstant(madeAtMs),
          bytes,
        })),
      }
    },
  })
}

export const makeBackupNow: RegisterRoute = (app, { backups, clock, database }) => {
  app.route({
    method: 'POST',
    url: '/api/v1/system/backups',
    config: { access: 'admin' },
    schema: {
      tags: ['settings'],
      summary: 'Make a backup now',
      description:
        'Of the database, the playbooks and the documents, while the platform runs. Answers when it is made.',
      response: {
        201: z.object({
          name: z.string(),
          bytes: z.int(),
          removed: z.int().describe('Older ones that need not be kept any longer.'),
        }),
        ...problemResponses({ 409: 'One is being made already, or it could not be written.' }),
      },
    },
    handler: async (request, reply) => {
      const made = await backups.make()
      if (made.kind === 'busy') return sendProblem(reply, busy)
      if (made.kind === 'failed') return sendProblem(reply, describeFolder(made.code))
      const { path, bytes, removed } = made
      const name = basename(path)
      const entry = { actor: actorOf(request), action: 'backup.make', target: null, before: null }
      await recordAudit(database.db, { ...entry, after: { name, bytes, removed } }, clock.now())
      return reply.code(201).send({ name, bytes, removed })
    },
  })
}

const busy: Problem = {
  status: 409,
  code: 'backup.busy',
  detail: 'A backup is being made already. It appears in the list when it is done.',
}

function describeFolder(code: string): Problem {
  const cure = 'Check the room on the disk, and that the user who runs the platform may write into backup.folder.'
  return {
    status: 409,
    code: 'backup.failed',
    detail: `The folder of the backups could not be used (${code}). ${cure}`,
  }
}
