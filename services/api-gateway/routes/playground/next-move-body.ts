import { z } from 'zod'
import type { StandingMove } from '../../operator/read-next-move.ts'

const wrongSlot = z.object({
  slot: z.string(),
  expected: z.string().nullable().describe('A value, or a pattern as `/…/`; null: nothing may be known.'),
  value: z.string().nullable(),
})

export const nextMoveBody = z
  .object({
    move: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('say'), text: z.string() }),
      z.object({ kind: z.literal('press'), text: z.string(), data: z.string(), message_id: z.int() }),
      z.object({ kind: z.literal('wait') }).describe('The agent is still answering: ask again in a moment.'),
      z.object({ kind: z.literal('end') }).describe('The client has no more to say; `verdict` is there.'),
    ]),
    begun: z.int(),
    surprises: z.array(z.string()).describe('What did not go as the client expected since their last move.'),
    verdict: z
      .object({
        faults: z.array(z.string()).describe('Why the end is not the right one; empty: it is.'),
        slots: z.object({ right: z.int(), total: z.int(), wrong: z.array(wrongSlot) }),
        forbidden: z.array(z.string()).describe('Said, and must not be.'),
      })
      .nullable(),
  })
  .meta({ id: 'NextMove' })

export function toNextMoveBody(standing: StandingMove, begun: number): z.infer<typeof nextMoveBody> {
  if (standing.kind === 'busy') return { move: { kind: 'wait' }, begun, surprises: [], verdict: null }
  const { next, verdict } = standing
  return {
    move: toMoveBody(next.move),
    begun: next.begun,
    surprises: [...next.surprises],
    verdict: verdict && {
      faults: [...verdict.faults],
      slots: { ...verdict.slots, wrong: [...verdict.slots.wrong] },
      forbidden: [...verdict.forbidden],
    },
  }
}

function toMoveBody(
  move: Extract<StandingMove, { kind: 'ready' }>['next']['move'],
): z.infer<typeof nextMoveBody>['move'] {
  if (move.kind !== 'press') return move
  const { text, data, messageId } = move.button
  return { kind: 'press', text, data, message_id: messageId }
}
