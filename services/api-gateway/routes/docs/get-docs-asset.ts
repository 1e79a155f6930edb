import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { RegisterRoute } from '../../route-context.ts'

const files = ['swagger-ui-bundle.js', 'swagger-ui.css'] as const

/** What the page at /docs is made of, from the installed package. */
export const getDocsAsset: RegisterRoute = app => {
  const folder = dirname(createRequire(import.meta.url).resolve(`@fastify/swagger-ui/static/${files[0]}`))
  app.route({
    method: 'GET',
    url: '/docs/:file',
    config: { access: 'open' },
    schema: { hide: true, params: z.object({ file: z.enum(files) }) },
    handler: (request, reply) => reply.sendFile(request.params.file, folder, { maxAge: '1d' }),
  })
}
