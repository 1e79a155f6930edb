import type { RegisterRoute } from '../../route-context.ts'

export const getOpenapi: RegisterRoute = app => {
  app.route({
    method: 'GET',
    url: '/openapi.json',
    config: { access: 'open' },
    schema: { hide: true },
    handler: () => app.swagger(),
  })
}
