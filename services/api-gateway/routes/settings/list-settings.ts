import { z } from 'zod'
import type { RegisterRoute } from '../../route-context.ts'
import { settingBody, toSettingBody } from './setting-body.ts'

export const listSettings: RegisterRoute = (app, { system }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/settings',
    config: { access: 'admin' },
    schema: {
      tags: ['settings'],
      summary: 'All settings: what they are, and what decides them',
      description:
        'As the files and the environment say now. A change that was made by hand counts from the next start on. The value of a ' +
        'secret is in no answer. All at once: their number is fixed by the version.',
      response: { 200: z.object({ items: z.array(settingBody) }) },
    },
    handler: async () => ({ items: system.listSettings().map(toSettingBody) }),
  })
}
