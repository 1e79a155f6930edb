import { z } from 'zod'
import { findDashboardFolder } from '../../http/pages/find-dashboard-folder.ts'
import type { RegisterRoute } from '../../route-context.ts'

/** Scripts and styles of the dashboard. Their names change with their content, so a browser asks once. */
export const getDashboardAsset: RegisterRoute = app => {
  const folder = findDashboardFolder()
  app.route({
    method: 'GET',
    url: '/app/:file',
    config: { access: 'open' },
    schema: {
      hide: true,
      params: z.object({ file: z.string().regex(/^[\w-]+(\.[\w-]+)*\.(css|js|svg|woff2|wav|png|webp)$/) }),
    },
    handler: (request, reply) =>
      reply.sendFile(`app/${request.params.file}`, folder, { immutable: true, maxAge: '365d' }),
  })
  for (const file of ['color-scheme.js', 'icon.svg']) {
    app.route({
      method: 'GET',
      url: `/${file}`,
      config: { access: 'open' },
      schema: { hide: true },
      handler: (_request, reply) => reply.sendFile(file, folder, { maxAge: '1h' }),
    })
  }
}
