import { Readable } from 'node:stream'
import { z } from 'zod'
import {
  byteOrderMark,
  fileFormats,
  type Sheet,
  writeCsvHeader,
  writeCsvRows,
  writeSheets,
} from '#capabilities/analytics'
import { indexMessages } from '#shared/database'
import { type Problem, problemResponses, sendProblem } from '../../../http/problem.ts'
import type { RegisterRoute } from '../../../route-context.ts'
import { leadChoice, toLeadFilter, toLeadSort } from '../lead-query.ts'
import { listLeadColumns } from './lead-columns.ts'
import { readLeadRows } from './read-lead-rows.ts'

const query = z.object({
  ...leadChoice,
  format: z.enum(['csv', 'xlsx']).default('csv').describe('`csv`: UTF-8, one line a lead; `xlsx`: a workbook.'),
  title_language: z
    .enum(['ru', 'en'])
    .optional()
    .describe('Of the titles in XLSX; without it the language of the business.'),
  bom: z
    .enum(['true', 'false'])
    .default('false')
    .describe('CSV only: `true` puts a byte order mark before it, by which Excel knows UTF-8.'),
})

// A sheet is built in memory: some 2 KB a lead.
const maxSheetRows = 20_000
const bytes = z.unknown()

export const exportLeads: RegisterRoute = (app, { analytics, business, clock, database, playbook }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/leads/export',
    config: { access: 'operator' },
    schema: {
      tags: ['leads'],
      summary: 'All leads that the filters leave, as one file',
      description:
        'CSV is sent while it is read, however long it is. Beside the head of each lead stand its slots, by the names of the playbook. ' +
        'Texts of CSV that a spreadsheet would take for a formula begin with an apostrophe.',
      querystring: query,
      response: {
        200: {
          description: 'The leads',
          content: {
            'text/csv': { schema: bytes },
            'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { schema: bytes },
          },
        },
        ...problemResponses({
          422: `A parameter is not valid, or the leads are more than ${maxSheetRows} for a sheet.`,
        }),
      },
    },
    handler: async (request, reply) => {
      const {
        format,
        bom,
        q,
        title_language: language = business.defaultLanguage === 'ru' ? 'ru' : 'en',
      } = request.query
      if (q !== undefined) await indexMessages(database)
      const words = playbook(null)
      const columns = listLeadColumns(words)
      const choice = { filter: toLeadFilter(request.query), sort: toLeadSort(request.query) }
      const pages = readLeadRows(database, choice, words)
      const day = new Date(clock.now()).toISOString().slice(0, 10)
      reply
        .type(format === 'csv' ? 'text/csv; charset=utf-8' : fileFormats.xlsx.mediaType)
        .header('content-disposition', `attachment; filename="leads-${day}.${format}"`)
        .header('cache-control', 'private, no-store')
      // A stream is sent as it is, piece by piece, as fast as the other side reads.
      if (format === 'csv') return reply.send(Readable.from(writeCsv(columns, pages, bom === 'true')))
      const rows = await collect(pages)
      if (rows === null) return sendProblem(reply, tooMany)
      const { timeZone } = analytics.settings
      return reply.send(await writeSheets({ title: titles[language], language, timeZone, columns, rows }))
    },
  })
}

const titles = { en: 'Leads', ru: 'Лиды' } as const

const tooMany: Problem = {
  status: 422,
  code: 'export.too_large',
  detail: `A sheet holds ${maxSheetRows} leads at most: ask for CSV, or narrow the filters.`,
}

type Rows = Sheet['rows']

async function* writeCsv(
  columns: Sheet['columns'],
  pages: AsyncIterable<Rows>,
  hasByteOrderMark: boolean,
): AsyncGenerator<string> {
  yield (hasByteOrderMark ? byteOrderMark : '') + writeCsvHeader(columns)
  for await (const rows of pages) yield writeCsvRows(columns, rows)
}

/** Null when there are more than a sheet may hold. */
async function collect(pages: AsyncIterable<Rows>): Promise<Rows | null> {
  const all: Rows[number][] = []
  for await (const rows of pages) {
    all.push(...rows)
    if (all.length > maxSheetRows) return null
  }
  return all
}
