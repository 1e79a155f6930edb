import { z } from 'zod'
import { findObstruction, listRehearsals, type Rehearsal } from '#flow'
import { problemResponses } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'

const dialogueBody = z
  .object({
    name: z.string(),
    language: z.string(),
    opening: z.string().describe('What the client writes first.'),
    end: z
      .enum(['booked', 'cancelled', 'handed-off', 'opted-out', 'answered', 'passed-on'])
      .describe('The right end of it.'),
    slots: z.int().describe('How many facts are to be known about the client in the end.'),
    obstruction: z
      .enum(['time', 'person', 'stand-in'])
      .nullable()
      .describe(
        'Why it is played by `npm run eval` alone: days pass in it, a person of the business writes in it, or a stand-in model ' +
          'answers. Null: it can be played here.',
      ),
  })
  .meta({ id: 'RehearsalDialogue' })

export const listDialogues: RegisterRoute = (app, { business }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/playground/dialogues',
    config: { access: 'admin' },
    schema: {
      tags: ['playground'],
      summary: 'The dialogues of npm run eval with clients of this business',
      description:
        'They come with the playbooks that are delivered; there are none for a playbook of your own. All at once: ' +
        'their number is fixed by the version.',
      response: { 200: z.object({ items: z.array(dialogueBody) }), ...problemResponses({}) },
    },
    handler: async () => ({ items: listRehearsals(business.playbook).map(toDialogueBody) }),
  })
}

function toDialogueBody(dialogue: Rehearsal): z.infer<typeof dialogueBody> {
  const [first] = dialogue.steps
  return {
    name: dialogue.name,
    language: dialogue.language,
    opening: first?.kind === 'say' ? first.text : '',
    end: dialogue.end.kind,
    slots: Object.keys(dialogue.slots ?? {}).length,
    obstruction: findObstruction(dialogue),
  }
}
