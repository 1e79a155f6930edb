import { z } from 'zod'
import { listOperators as listPeople } from '#capabilities/access'
import type { Business } from '../../operator/desk.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { operatorBody, toOperatorBody } from './operator-body.ts'

export const listOperators: RegisterRoute = (app, { business, database }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/operators',
    config: { access: 'admin' },
    schema: {
      tags: ['operators'],
      summary: 'The people of the business, and what each may do',
      description:
        'Those of the settings first, then those who were let in, by name. All at once: the list holds only people whom an admin let in one by one.',
      response: { 200: z.object({ items: z.array(operatorBody) }) },
    },
    handler: async () => ({
      items: [...listNamedInSettings(business), ...(await listPeople(database.db)).map(toOperatorBody)],
    }),
  })
}

function listNamedInSettings({ ownerId, operatorIds }: Business): z.infer<typeof operatorBody>[] {
  const unnamed = { id: null, name: null, created_at: null }
  const owner =
    ownerId === null ? [] : [{ ...unnamed, role: 'admin' as const, telegram_id: ownerId, source: 'owner' as const }]
  const others = operatorIds
    .filter(id => id !== ownerId)
    .map(id => ({ ...unnamed, role: 'operator' as const, telegram_id: id, source: 'settings' as const }))
  return [...owner, ...others]
}
