import { isIP } from 'node:net'
import { isPublicAddress } from '#shared/utils'

/** Whether a URL leads to this machine or a private network, as far as its text tells; what a name stands for is another question. */
export function leadsInside(url: URL): boolean {
  const host = hostOf(url)
  if (isIP(host) !== 0) return !isPublicAddress(host)
  // RFC 6761: these names never leave the machine.
  return /(^|\.)localhost\.?$/.test(host)
}

/** The host without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.replaceAll(/[[\]]/g, '')
}
