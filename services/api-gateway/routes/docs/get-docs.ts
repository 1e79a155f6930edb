import type { RegisterRoute } from '../../route-context.ts'

/** The OpenAPI document for people. As open as the document itself: trying a request out takes a key or a session. */
export const getDocs: RegisterRoute = app => {
  app.route({
    method: 'GET',
    url: '/docs',
    config: { access: 'open' },
    schema: { hide: true },
    handler: (_request, reply) =>
      reply.header('content-security-policy', policy).sendFile('docs.html', { cacheControl: false }),
  })
  app.route({
    method: 'GET',
    url: '/docs/',
    config: { access: 'open' },
    schema: { hide: true },
    handler: (_request, reply) => reply.redirect('/docs', 308),
  })
}

// The policy of all pages, and the icons that the style sheet of Swagger UI holds as data.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join(';')
