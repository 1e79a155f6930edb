import { z } from 'zod'
import {
  addressRange,
  defineSection,
  listOf,
  port,
  type SectionValue,
  secret,
  text,
  webOrigin,
  wholeNumber,
} from '#shared/config'

export type ApiGatewayConfig = SectionValue<typeof apiGatewaySection>

/** Where the API and the dashboard are, and who may come in. */
export const apiGatewaySection = defineSection(
  'api_gateway',
  z
    .strictObject({
      host: text().default('127.0.0.1').describe('Address to listen on; 0.0.0.0 lets other machines in.'),
      port: port().default(8080).describe('Port of the dashboard and the API; 0 takes a free one.'),
      admin_key: secret().nullable().default(null).describe('Key with all rights, for programs that call the API.'),
      cors_origins: listOf(webOrigin()).default([]).describe('Web sites whose pages may call the API.'),
      requests_per_minute: wholeNumber({ min: 0, max: 1_000_000 })
        .default(600)
        .describe('How often one key or one signed-in browser may ask; 0: as often as it likes.'),
      trusted_proxies: listOf(addressRange())
        .default([])
        .describe('Web servers in front of this one, whose word on the address of a client counts (X-Forwarded-For).'),
      session_days: wholeNumber({ min: 1, max: 365 }).default(30).describe('How long a login in the browser lasts.'),
    })
    .describe('The dashboard and the REST API.'),
)
