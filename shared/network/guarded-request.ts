import { type LookupAddress, lookup } from 'node:dns'
import { type ClientRequest, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { AppError } from '#shared/utils'
import { hostOf } from './leads-inside.ts'

/** Whether an address (IPv4 or IPv6, without brackets) may be connected to. */
export type MayConnect = (address: string) => boolean

export interface GuardedCall {
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string | number>>
  readonly mayConnect: MayConnect
}

/**
 * Opens a request to a server that somebody else named. It connects only to an address that was judged here: what the name
 * means a moment later does not matter. Follows no redirect, shares no connection. Null when the address in the URL itself may
 * not be connected to; for a name that stands for such an address the request fails with the code `address_private`.
 */
export function openGuardedRequest(url: URL, { method, headers, mayConnect }: GuardedCall): ClientRequest | null {
  // For an address in the URL itself nothing is looked up.
  if (isIP(hostOf(url)) !== 0 && !mayConnect(hostOf(url))) return null
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  return request(url, { method, headers, agent: false, lookup: createGuardedLookup(mayConnect) })
}

/** Looks a name up as Node does, and gives it an address only if all that the name stands for may be connected to. */
function createGuardedLookup(mayConnect: MayConnect): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: readonly LookupAddress[]) => {
      const [first] = addresses ?? []
      if (error !== null || first === undefined) return callback(error, '', 0)
      if (!addresses.every(({ address }) => mayConnect(address))) {
        return callback(new AppError('address_private', 'a name stands for a private address'), '', 0)
      }
      if (options.all === true) callback(null, [...addresses])
      else callback(null, first.address, first.family)
    })
  }
}
