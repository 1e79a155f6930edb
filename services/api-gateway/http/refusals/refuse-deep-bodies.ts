import type { GatewayApp } from '../gateway-app.ts'
import { sendProblem } from '../problem.ts'

const maxDepth = 32

/**
 * Refuses bodies that are nested deeper than anything of ours: code that walks a value by calling itself, as schemas and
 * JSON.stringify do, runs out of stack on one that is deep enough.
 */
export function refuseDeepBodies(app: GatewayApp): void {
  app.addHook('preValidation', async (request, reply) => {
    if (!isDeeperThan(request.body, maxDepth)) return
    return sendProblem(reply, {
      status: 422,
      code: 'request.too_deep',
      detail: `The body is nested more than ${maxDepth} levels deep.`,
    })
  })
}

/** Whether more than `depth` objects and arrays lie in one another. Level by level, so that its own stack does not grow with the value. */
export function isDeeperThan(value: unknown, depth: number): boolean {
  let level = [value].filter(isContainer)
  for (let count = 0; count < depth && level.length > 0; count += 1) {
    level = level.flatMap(container => Object.values(container)).filter(isContainer)
  }
  return level.length > 0
}

function isContainer(value: unknown): value is object {
  // An uploaded file is one value, however many bytes it has.
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)
}
