import { recordAudit } from '#capabilities/access'
import { redeliver as sendAgain } from '#capabilities/webhooks'
import { rowId } from '../../http/fields/row-id.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { deliveryBody, toDeliveryBody } from './delivery-body.ts'
import { webhookParams } from './webhook-body.ts'

export const redeliver: RegisterRoute = (app, { clock, database }) => {
  app.route({
    method: 'POST',
    url: '/api/v1/webhooks/:id/deliveries/:delivery_id/redeliver',
    config: { access: 'admin' },
    schema: {
      tags: ['events'],
      summary: 'Send an event to a webhook again',
      description:
        'Whatever became of it before; it is tried for another 24 hours. The `webhook-id` stays, so a receiver that drops repetitions ' +
        'drops this one, too. While the webhook is off it waits.',
      params: webhookParams.extend({ delivery_id: rowId.describe('The id of the delivery.') }),
      response: {
        202: deliveryBody,
        ...problemResponses({ 404: 'No such delivery.', 422: 'An id is not a number.' }),
      },
    },
    handler: async (request, reply) => {
      const { id, delivery_id } = request.params
      const nowMs = clock.now()
      const delivery = await database.transaction(async tx => {
        const due = await sendAgain(tx, { webhookId: id, id: delivery_id }, nowMs)
        const after = { delivery_id }
        const entry = { action: 'webhook.redeliver', target: `webhook:${id}`, before: null, after }
        if (due !== null) await recordAudit(tx, { ...entry, actor: actorOf(request) }, nowMs)
        return due
      })
      if (delivery === null) return sendProblem(reply, noSuchDelivery)
      return reply.code(202).send(toDeliveryBody(delivery))
    },
  })
}

const noSuchDelivery = {
  status: 404,
  code: 'webhook.delivery_not_found',
  detail: 'This webhook has no such delivery.',
} as const
