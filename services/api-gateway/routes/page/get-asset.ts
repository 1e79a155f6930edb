import { z } from 'zod'
import type { RegisterRoute } from '../../route-context.ts'

/** Style, scripts and icon of the page. Open: the page that asks a stranger to sign in needs them too. */
export const getAsset: RegisterRoute = app => {
  app.route({
    method: 'GET',
    url: '/assets/:file',
    config: { access: 'open' },
    schema: { hide: true, params: z.object({ file: z.string().regex(/^[a-z-]+\.(css|mjs|svg)$/) }) },
    handler: (request, reply) => reply.sendFile(`assets/${request.params.file}`),
  })
}
