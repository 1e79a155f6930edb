import { z } from 'zod'
import { isWell, listBots } from '#capabilities/bots'
import { checkPlaybook, listPlaybooks } from '#capabilities/sales'
import { toInstant } from '../../http/fields/instants.ts'
import type { RegisterRoute, RouteContext } from '../../route-context.ts'

const setup = z
  .object({
    playbook: z.string().describe('The name of the one in use.'),
    playbook_written: z.boolean().describe("Whether it has the owner's own words, or still the example's."),
    playbooks: z.array(z.string()).describe('Those that can be used.'),
    language: z.enum(['ru', 'en']).describe('Spoken until a client shows another.'),
    bots: z.int(),
    bots_listening: z.int().describe('Bots that hear and speak now.'),
    model_server: z.string().nullable().describe('Its address; null: the built-in script answers.'),
    documents: z.int(),
    started_at: z.iso.datetime().describe('Since when this process serves: another instant after every start.'),
    has_answered: z.boolean().describe('Whether anybody has been answered yet, in whichever chat.'),
    is_new: z.boolean().describe('No bot, no model server, and nobody was answered: it has just been installed.'),
  })
  .meta({ id: 'Setup' })

export const getSetup: RegisterRoute = (app, context) => {
  const startedAt = toInstant(context.clock.now())
  app.route({
    method: 'GET',
    url: '/api/v1/setup',
    config: { access: 'admin' },
    schema: {
      tags: ['settings'],
      summary: 'What is set up, and what is still to be done',
      response: { 200: setup },
    },
    handler: async () => ({ ...(await readSetup(context)), started_at: startedAt }),
  })
}

async function readSetup({
  bots,
  business,
  database,
  modelServer,
  playbook,
}: RouteContext): Promise<Omit<z.infer<typeof setup>, 'started_at'>> {
  const { db } = database
  const all = await listBots(db, bots.settingsBotId)
  const document = await db
    .selectFrom('documents')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('state', '=', 'indexed')
    .executeTakeFirst()
  const turn = await db.selectFrom('turns').select('id').limit(1).executeTakeFirst()
  const words = playbook(null)
  const server = modelServer.base_url ?? words.modelServer
  return {
    playbook: business.playbook,
    playbook_written: words.isSetUp,
    playbooks: listPlaybooks(business.playbooksFolder).filter(
      name => checkPlaybook(business.playbooksFolder, name).length === 0,
    ),
    language: words.language ?? (business.defaultLanguage === 'en' ? 'en' : 'ru'),
    bots: all.length,
    bots_listening: all.filter(bot => bot.isEnabled && isWell(bot) && bot.state === 'listening').length,
    model_server: server,
    documents: Number(document?.count ?? 0),
    has_answered: turn !== undefined,
    is_new: all.length === 0 && server === null && turn === undefined,
  }
}
