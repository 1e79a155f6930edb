import { z } from 'zod'
import { findObstruction, findRehearsal } from '#flow'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { readNextMove } from '../../operator/read-next-move.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { nextMoveBody, toNextMoveBody } from './next-move-body.ts'
import { playgroundParams } from './playground-params.ts'

const query = z.object({
  dialogue: z.string().max(100).describe('The name of a dialogue of GET /playground/dialogues.'),
  begun: z.coerce
    .number()
    .int()
    .min(0)
    .max(1000)
    .default(0)
    .describe('How many of its steps were begun, as the answer before told; 0: none.'),
})

export const getNextMove: RegisterRoute = (app, context) => {
  app.route({
    method: 'GET',
    url: '/api/v1/playground/chats/:chat_id/next-move',
    config: { access: 'admin' },
    schema: {
      tags: ['playground'],
      summary: 'What the client of a dialogue does next in a test chat',
      description:
        'The client reacts to what was really asked. Do what `move` says through POST /webchat/chats/{chat_id}/messages and ask ' +
        'again with `begun`, until it is `end`: then the verdict says whether the right end was reached and what is known. ' +
        'The hour of a meeting, questions asked twice and invented figures are judged by `npm run eval` alone.',
      params: playgroundParams,
      querystring: query,
      response: {
        200: nextMoveBody,
        ...problemResponses({
          404: 'There is no such dialogue.',
          409: 'This dialogue is played by `npm run eval` alone.',
          422: 'The chat is no test chat.',
        }),
      },
    },
    handler: async (request, reply) => {
      const dialogue = findRehearsal(request.query.dialogue)
      if (dialogue === null) return sendProblem(reply, noDialogue)
      if (findObstruction(dialogue) !== null) return sendProblem(reply, obstructed)
      const { begun } = request.query
      return toNextMoveBody(await readNextMove(context, { dialogue, chatId: request.params.chat_id, begun }), begun)
    },
  })
}

const noDialogue = { status: 404, code: 'playground.no_dialogue', detail: 'There is no dialogue of this name.' }
const obstructed = {
  status: 409,
  code: 'playground.not_playable',
  detail: 'In this dialogue days pass or a person of the business writes: npm run eval plays it.',
}
