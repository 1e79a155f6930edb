import { formatNames, reports } from '#capabilities/analytics'
import type { RegisterRoute } from '../../route-context.ts'
import { reportListBody, toReportItem } from './report-body.ts'

export const listReports: RegisterRoute = app => {
  app.route({
    method: 'GET',
    url: '/api/v1/analytics/reports',
    config: { access: 'viewer' },
    schema: {
      tags: ['analytics'],
      summary: 'Which reports there are',
      description: 'Each with its name, its titles and the formats that it can be had in.',
      response: { 200: reportListBody },
    },
    handler: async () => ({
      items: reports.map(report => toReportItem(report, ['json', ...formatNames])),
      next_cursor: null,
    }),
  })
}
