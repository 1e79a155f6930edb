import { z } from 'zod'
import { type Analytics, type Bucket, buckets, type Period } from '#capabilities/analytics'
import { toInstant } from '../../http/fields/instants.ts'
import { problemResponses } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { metricsBody, toValuesBody } from './metrics-body.ts'
import { periodQuery, readPeriod } from './period-query.ts'

const query = z.object({
  ...periodQuery,
  compare: z.enum(['previous']).optional().describe('`previous`: also the period of the same length before it.'),
  bucket: z.enum(buckets).optional().describe('Also a series of the period, by the days of the business.'),
})

export const getMetrics: RegisterRoute = (app, { analytics, clock }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/analytics/metrics',
    config: { access: 'viewer' },
    schema: {
      tags: ['analytics'],
      summary: 'The figures of a period',
      description:
        'Counts and rates, each with its definition. Everything that happened before the request is counted. A period costs the same however long ago and however busy it was.',
      querystring: query,
      response: {
        200: metricsBody,
        ...problemResponses({ 422: 'There is no such period: `from` is after `to`, or it is longer than two years.' }),
      },
    },
    handler: async (request, reply) => {
      const { compare, bucket, ...edges } = request.query
      const period = readPeriod(analytics, edges, reply)
      if (period === null) return reply
      await analytics.catchUp()
      const { timeZone, prices } = analytics.settings
      return {
        ...toValuesBody(await analytics.readMetrics(period), timeZone),
        currency: prices.currency,
        updated_at: toInstant(clock.now()),
        ...(compare === undefined ? {} : { previous: await readPrevious(analytics, period) }),
        ...(bucket === undefined ? {} : { series: await readSeries(analytics, period, bucket) }),
      }
    },
  })
}

async function readPrevious(analytics: Analytics, period: Period) {
  const metrics = await analytics.readMetrics(analytics.previousPeriod(period))
  return toValuesBody(metrics, analytics.settings.timeZone)
}

async function readSeries(analytics: Analytics, period: Period, bucket: Bucket) {
  const points = await analytics.readSeries(period, bucket)
  return points.map(({ from, to, values }) => ({ from: toInstant(from), to: toInstant(to), ...values }))
}
