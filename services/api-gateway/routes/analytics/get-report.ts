import { z } from 'zod'
import {
  type FileFormat,
  type FormatName,
  fileFormats,
  findReport,
  formatNames,
  reports,
  type WrittenReport,
} from '#capabilities/analytics'
import { chooseType } from '../../http/choose-type.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { periodQuery, readPeriod } from './period-query.ts'
import { reportBody, toReportBody } from './report-body.ts'

const params = z.object({
  name: z
    .string()
    .max(100)
    .meta({ description: 'As `GET /api/v1/analytics/reports` lists it.', examples: reports.map(({ name }) => name) }),
})

const query = z.object({
  ...periodQuery,
  format: z
    .enum(['json', ...formatNames])
    .optional()
    .describe('Wins over `Accept`; without both: JSON.'),
  language: z
    .enum(['ru', 'en'])
    .optional()
    .describe('Of titles and explanations; without it the language of the business.'),
  bom: z
    .enum(['true', 'false'])
    .default('false')
    .describe('CSV only: `true` puts a byte order mark before it, by which Excel knows UTF-8.'),
})

const json = 'application/json'
const mediaTypes = [json, ...formatNames.map(name => fileFormats[name].mediaType)]
const bytes = z.unknown()

export const getReport: RegisterRoute = (app, { analytics }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/analytics/reports/:name',
    config: { access: 'viewer' },
    schema: {
      tags: ['analytics'],
      summary: 'One report of a period',
      description:
        'JSON, CSV or XLSX to read on, SVG or PNG to look at. Texts of CSV that a spreadsheet would take for a formula begin with an apostrophe.',
      params,
      querystring: query,
      response: {
        200: {
          description: 'The report',
          content: {
            'application/json': { schema: reportBody },
            'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { schema: bytes },
            'image/png': { schema: bytes },
            'image/svg+xml': { schema: bytes },
            'text/csv': { schema: bytes },
          },
        },
        ...problemResponses({
          404: 'There is no such report.',
          406: 'It cannot be had as any type that `Accept` names.',
          422: 'A parameter is not valid.',
        }),
      },
    },
    handler: async (request, reply) => {
      const { format, language, bom, ...edges } = request.query
      const report = findReport(request.params.name)
      if (report === null) {
        return sendProblem(reply, { status: 404, code: 'report.not_found', detail: 'There is no such report.' })
      }
      const chosen = format ?? toFormat(chooseType(request.headers.accept, mediaTypes))
      reply.header('vary', 'Accept')
      if (chosen === null) return sendProblem(reply, notAcceptable)
      const period = readPeriod(analytics, edges, reply)
      if (period === null) return reply
      await analytics.catchUp()
      const written = await analytics.writeReport(report, period, language)
      if (chosen === 'json') return toReportBody(written)
      const file: FileFormat = fileFormats[chosen]
      const content = await file.write(written, { hasByteOrderMark: bom === 'true' })
      return reply
        .type(/^text\/|\+xml$/.test(file.mediaType) ? `${file.mediaType}; charset=utf-8` : file.mediaType)
        .header('content-disposition', describeFile(written, chosen, file))
        .header('cache-control', 'private, no-store')
        .send(content)
    },
  })
}

const notAcceptable = {
  status: 406,
  code: 'request.not_acceptable',
  detail: `A report can be had as ${mediaTypes.join(', ')}.`,
}

function toFormat(mediaType: string | null): 'json' | FormatName | null {
  if (mediaType === json) return 'json'
  return formatNames.find(name => fileFormats[name].mediaType === mediaType) ?? null
}

function describeFile({ name, period }: WrittenReport, format: FormatName, { isDownload }: FileFormat): string {
  const day = new Date(period.from).toISOString().slice(0, 10)
  return `${isDownload ? 'attachment' : 'inline'}; filename="${name}-${day}.${format}"`
}
