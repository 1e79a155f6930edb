import { z } from 'zod'
import {
  type Breakdown,
  breakdownNames,
  breakdowns,
  caseNames,
  type Figure,
  figureNames,
  figures,
} from '#capabilities/analytics'
import type { RegisterRoute } from '../../route-context.ts'

const words = z.object({ en: z.string(), ru: z.string() })

const figureBody = z
  .object({
    name: z.string().describe('As in the answer of `/analytics/metrics`.'),
    unit: z
      .enum(['count', 'rate', 'milliseconds', 'ratio', 'money'])
      .nullable()
      .describe('`rate` is a share, 1 the whole; null: a list of counts.'),
    title: words,
    meaning: words.describe('How it is counted.'),
    has_cases: z.boolean().describe('Whether `/analytics/cases` lists what stands behind it.'),
  })
  .meta({ id: 'FigureDefinition' })

export const listFigures: RegisterRoute = app => {
  app.route({
    method: 'GET',
    url: '/api/v1/analytics/figures',
    config: { access: 'viewer' },
    schema: {
      tags: ['analytics'],
      summary: 'What each figure means, in words for people',
      response: {
        200: z.object({ items: z.array(figureBody), next_cursor: z.null().describe('All are on this page.') }),
      },
    },
    handler: async () => ({
      items: [
        ...figureNames.map(name => toFigureBody(name, figures[name].unit, figures[name])),
        ...breakdownNames.map(name => toFigureBody(name, null, breakdowns[name])),
      ],
      next_cursor: null,
    }),
  })
}

const withCases: readonly string[] = [...caseNames, 'handed_off_by_reason']

function toFigureBody(
  name: string,
  unit: Figure['unit'] | null,
  { title, meaning }: Pick<Breakdown, 'title' | 'meaning'>,
): z.infer<typeof figureBody> {
  return { name, unit, title: { ...title }, meaning: { ...meaning }, has_cases: withCases.includes(name) }
}
