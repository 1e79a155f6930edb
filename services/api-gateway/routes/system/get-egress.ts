import { z } from 'zod'
import type { EgressTo } from '#shared/network'
import { toInstant } from '../../http/fields/instants.ts'
import type { RegisterRoute } from '../../route-context.ts'

const host = z
  .object({
    host: z.string().describe('As it was asked for; `other`: what came after the first hundred.'),
    is_outside: z
      .boolean()
      .nullable()
      .describe('Whether it is outside this machine and private networks; null: nothing was ever connected.'),
    connections: z.int(),
    requests: z.int().describe('HTTP requests; PostgreSQL and Redis have none.'),
    bytes_sent: z.int().describe('Headers and bodies; of TLS before encryption.'),
    bytes_received: z.int(),
  })
  .meta({ id: 'EgressHost' })

const report = z.object({ since: z.iso.datetime(), hosts: z.array(host) }).meta({ id: 'Egress' })

export const getEgress: RegisterRoute = (app, { egress }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/system/egress',
    config: { access: 'admin' },
    schema: {
      tags: ['settings'],
      summary: 'Whom this process has connected to since it started',
      description:
        'TCP connections and HTTP requests of this process as Node announces them, whoever makes them. Not among them: DNS, and TLS without HTTP (`rediss:`). ' +
        'A worker in a process of its own says the same once an hour in its log (`egress.report`).',
      response: { 200: report },
    },
    handler: () => ({ since: toInstant(egress.since), hosts: egress.list().map(toBody) }),
  })
}

function toBody(to: EgressTo): z.infer<typeof host> {
  return {
    host: to.host,
    is_outside: to.isOutside,
    connections: to.connections,
    requests: to.requests,
    bytes_sent: to.bytesSent,
    bytes_received: to.bytesReceived,
  }
}
