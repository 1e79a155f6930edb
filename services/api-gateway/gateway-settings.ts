import type { Secret } from '#shared/utils'

/** What the owner decides about the gateway. */
export interface GatewaySettings {
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** Opens the API to `Authorization: Bearer`; null when only browser sessions may. */
  readonly adminKey: Secret | null
  readonly sessionDays: number
  /** Of each key and session; 0: no limit. */
  readonly requestsPerMinute: number
  /** Exact origins (`https://crm.example`); empty keeps other sites out. */
  readonly corsOrigins: readonly string[]
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed; empty: nobody's. */
  readonly trustedProxies: readonly string[]
  /** Whether events may be sent to this machine and private networks. */
  readonly allowPrivateWebhooks: boolean
}
