import type { World } from '../state/world.ts'
import type { ServeOther } from '../wire/server.ts'

export function createSimulator(_world: World): ServeOther {
  return () => false
}
