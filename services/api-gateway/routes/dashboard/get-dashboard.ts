import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findDashboardFolder } from '../../http/pages/find-dashboard-folder.ts'
import { sendNotice } from '../../http/pages/notice-page.ts'
import type { RegisterRoute } from '../../route-context.ts'

/** The first word of every address of the dashboard; what follows it is the dashboard's own affair. */
const screens = ['analytics', 'inbox', 'knowledge', 'leads', 'playground', 'settings', 'setup']

/**
 * The dashboard at `/` and at all of its addresses. Open: it holds nothing but itself, and tells a stranger how to sign in. Asked
 * for anew each time, so that a new version of the platform is seen at once; its parts are named by their content.
 */
export const getDashboard: RegisterRoute = app => {
  const folder = findDashboardFolder()
  for (const url of ['/', ...screens.flatMap(screen => [`/${screen}`, `/${screen}/*`])]) {
    app.route({
      method: 'GET',
      url,
      config: { access: 'open' },
      schema: { hide: true },
      handler: (request, reply) => {
        if (!existsSync(join(folder, 'index.html')))
          return sendNotice(request, reply, { status: 503, notice: 'not-built' })
        reply.header('content-security-policy', policy).header('cache-control', 'no-cache')
        return reply.sendFile('index.html', folder, { cacheControl: false })
      },
    })
  }
}

// Mantine writes its variables and responsive styles into style elements, hence 'unsafe-inline' for styles; scripts are files of
// this server and nothing else. What a client sent (voice, pictures) is played from here as well, or from memory (blob:).
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
