import type { GatewayApp } from '../gateway-app.ts'
import { sendProblem } from '../problem.ts'

/** Answers what no route takes: 405 with `Allow` where the path knows other methods, else 404. Must be added before the routes. */
export function answerUnknownPaths(app: GatewayApp): void {
  const methodsOf = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method }) => {
    const methods = methodsOf.get(url) ?? new Set()
    for (const one of [method].flat()) methods.add(one)
    methodsOf.set(url, methods)
  })
  let patterns: readonly PathPattern[] | null = null
  app.setNotFoundHandler((request, reply) => {
    patterns ??= [...methodsOf].map(([url, methods]) => ({ pattern: toPattern(url), methods: [...methods].sort() }))
    const path = request.url.split('?', 1)[0] ?? ''
    const methods = patterns.find(({ pattern }) => pattern.test(path))?.methods
    if (methods === undefined) {
      return sendProblem(reply, { status: 404, code: 'request.no_such_path', detail: 'There is nothing at this path.' })
    }
    const allowed = methods.join(', ')
    return sendProblem(reply.header('allow', allowed), {
      status: 405,
      code: 'request.method_not_allowed',
      detail: `This path knows ${allowed} only.`,
    })
  })
}

interface PathPattern {
  readonly pattern: RegExp
  readonly methods: readonly string[]
}

/** `/leads/:id` as a regular expression; a wildcard route answers every path below it by itself. */
function toPattern(url: string): RegExp {
  const parts = url
    .split('/')
    .map(part => (part.startsWith(':') ? '[^/]+' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')))
  return new RegExp(`^${parts.join('/')}$`)
}
