import type { IncomingHttpHeaders } from 'node:http'
import { newToken } from '#shared/utils'

/** A call that this process makes of itself, and that the request behind it has paid for. */
export interface Ticket {
  readonly headers: Readonly<Record<string, string>>
  /** It is good no more. */
  end(): void
}

/** Calls that the limit of requests does not count a second time. Nobody outside can make one: a ticket is 256 random bits, and lives for one call. */
export interface PrepaidCalls {
  issue(): Ticket
  isPrepaid(headers: IncomingHttpHeaders): boolean
}

const header = 'x-prepaid-call'

export function createPrepaidCalls(): PrepaidCalls {
  const open = new Set<string>()
  return {
    issue() {
      const token = newToken()
      open.add(token)
      return { headers: { [header]: token }, end: () => void open.delete(token) }
    },
    isPrepaid(headers) {
      const token = headers[header]
      return typeof token === 'string' && open.delete(token)
    },
  }
}
