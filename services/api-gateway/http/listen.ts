import type { AddressInfo } from 'node:net'
import { AppError, errorCode } from '#shared/utils'
import { describeUrl } from '../describe-url.ts'
import type { GatewayApp } from './gateway-app.ts'

export interface ListenAddress {
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** What errors call it (`gateway`), and what its variables begin with (`API_GATEWAY`). */
  readonly name: string
  readonly variables: string
}

/**
 * Resolves with the address when requests are answered. Throws `<name>.port_taken`, or `<name>.cannot_listen` for another fault of
 * the address; the application is closed then.
 */
export async function listen(app: GatewayApp, address: ListenAddress): Promise<string> {
  const { host, port } = address
  try {
    await app.listen({ host, port })
  } catch (error) {
    await app.close()
    throw describeListenError(error, address)
  }
  return describeUrl(host, readPort(app))
}

/** The port of an application that listens. */
export function readPort(app: GatewayApp): number {
  // A TCP server that listens has an address with a port; only pipes have a string.
  return (app.server.address() as AddressInfo).port
}

function describeListenError(error: unknown, { host, port, name, variables }: ListenAddress): AppError {
  const code = errorCode(error)
  if (code === 'EADDRINUSE') {
    return new AppError(
      `${name}.port_taken`,
      `port ${port} of ${host} is taken by another program: stop it, or set ${variables}_PORT to a free port`,
      { cause: error },
    )
  }
  return new AppError(
    `${name}.cannot_listen`,
    `cannot listen on port ${port} of ${host} (${code}): check ${variables}_HOST and ${variables}_PORT`,
    { cause: error },
  )
}
