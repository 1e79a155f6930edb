import type { ServerResponse } from 'node:http'
import type { World } from '../state/world.ts'
import { Refusal } from './refusal.ts'
import { sendBytes, sendRefusal } from './respond.ts'

/** `/file/bot<token>/<path>`: the bytes of a file that getFile has pointed to. */
export function serveFile(world: World, url: string, response: ServerResponse): void {
  const rest = url.slice('/file/bot'.length).replace(/%3a/i, ':')
  const slash = rest.indexOf('/')
  const bot = world.bots.get(rest.slice(0, slash))
  const file = bot?.files.findByPath(rest.slice(slash + 1)) ?? null
  if (bot === undefined) sendRefusal(response, new Refusal(401, 'Unauthorized'))
  else if (file === null) sendRefusal(response, new Refusal(404, 'Not Found'))
  else sendBytes(response, file.bytes)
}
