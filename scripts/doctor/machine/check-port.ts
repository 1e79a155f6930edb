import { createServer } from 'node:net'
import { findHeldLocks } from '#shared/database'
import { errorCode } from '#shared/utils'
import { defineCheck, find, type Patient } from '../define-check.ts'

/** Whether the gateway can listen on its port, or is listening there already. */
export const checkPort = defineCheck({
  name: 'port',
  place: 'outside',
  limitMs: 5_000,
  async run(patient, signal) {
    const { host, port } = patient.settings.api_gateway
    const address = `${host.includes(':') ? `[${host}]` : host}:${port}`
    if (port === 0) return find('port.any')
    const code = await tryToListen(host, port)
    if (code === null) return find('port.free', { address })
    if (code === 'EACCES') return find('port.no_rights', { port })
    if (code !== 'EADDRINUSE') return find('port.no_address', { host })
    if (!(await isPlatform(address, signal))) return find('port.taken', { address })
    return (await isOurs(patient)) ? find('port.ours', { address }) : find('port.other_copy', { address })
  },
})

/** The code of what stands in the way; null when nothing does. The port is free again when this resolves. */
function tryToListen(host: string, port: number): Promise<string | null> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', error => resolve(errorCode(error)))
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)))
  })
}

async function isPlatform(address: string, signal: AbortSignal): Promise<boolean> {
  // Who listens on every address answers on this one.
  const reachable = address.replace(/^(0\.0\.0\.0|\[::\]):/, '127.0.0.1:')
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(3_000)])
    const response = await fetch(`http://${reachable}/health`, { signal: limit, redirect: 'manual' })
    const body: unknown = await response.json()
    return response.ok && typeof body === 'object' && body !== null && 'status' in body && body.status === 'ok'
  } catch {
    return false
  }
}

/** Many programs answer `/health` like this; ours also holds the gateway's lock on our database. */
async function isOurs({ target }: Patient): Promise<boolean> {
  try {
    return (await findHeldLocks(target, ['api-gateway'])).length > 0
  } catch {
    return false
  }
}
