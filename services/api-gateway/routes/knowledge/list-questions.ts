import { z } from 'zod'
import { findAccounts } from '#capabilities/conversations'
import {
  listQuestions as listAllQuestions,
  listOpenQuestions,
  type OpenQuestion,
  type Question,
} from '#capabilities/knowledge'
import { toInstant } from '../../http/fields/instants.ts'
import { pageOf, pageQueryOf, writeCursor } from '../../http/fields/paging.ts'
import { problemResponses } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'

const questionBody = z
  .object({
    id: z.int(),
    conversation_id: z.int(),
    playbook: z
      .string()
      .describe('The one that the bot speaks by who was asked: the answer is added to its documents.'),
    message_id: z.int().nullable().describe('The message that asked; null when it is gone.'),
    question: z.string().describe("In the client's words."),
    language: z.string().nullable(),
    state: z.enum(['open', 'answered', 'dismissed']),
    asked_at: z.iso.datetime(),
  })
  .meta({ id: 'Question' })

const query = z
  .object({
    ...pageQueryOf(['string', 'string']),
    state: z.enum(['open', 'all']).default('open').describe('all: settled ones too.'),
  })
  // The state goes into the cursor: the two lists are sorted by different keys.
  .refine(({ cursor, state }) => cursor === null || (cursor[0] === state && places[state].test(cursor[1])), {
    path: ['cursor'],
    message: 'is not a cursor of this list',
  })

const places = { open: /^\d{1,15}-\d{1,15}$/, all: /^\d{1,15}$/ } as const

export const listQuestions: RegisterRoute = (app, { database: { db }, playbook }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/knowledge/questions',
    config: { access: 'viewer' },
    schema: {
      tags: ['knowledge'],
      summary: 'What clients asked and the documents did not answer, the newest first',
      querystring: query,
      response: { 200: pageOf(questionBody), ...problemResponses({ 422: 'A parameter is not valid.' }) },
    },
    handler: async request => {
      const { cursor, limit, state } = request.query
      const page = { limit, cursor: cursor?.[1] ?? null }
      const { items, nextCursor } = await (state === 'open' ? listOpenQuestions(db, page) : listAllQuestions(db, page))
      const accounts = await findAccounts(
        db,
        items.map(({ conversationId }) => conversationId),
      )
      const playbookOf = ({ conversationId }: OpenQuestion) => playbook(accounts.get(conversationId) ?? null).name
      return {
        items: items.map(item => toQuestionBody({ state: 'open', ...item }, playbookOf(item))),
        next_cursor: nextCursor === null ? null : writeCursor([state, nextCursor]),
      }
    },
  })
}

function toQuestionBody(
  { id, question, language, state, ...rest }: Question,
  playbook: string,
): z.infer<typeof questionBody> {
  return {
    id,
    conversation_id: rest.conversationId,
    playbook,
    message_id: rest.messageId,
    question,
    language,
    state,
    asked_at: toInstant(rest.askedAt),
  }
}
