import { z } from 'zod'
import {
  type BreakdownItem,
  breakdownNames,
  breakdowns,
  type FigureName,
  figureNames,
  figures,
  type Metrics,
  type Period,
  type SeriesName,
  type StageFigures,
  seriesNames,
  type Unit,
} from '#capabilities/analytics'
import { toInstant } from '../../http/fields/instants.ts'

const rate = z.number().min(0).max(1)

const units: Readonly<Record<Unit, z.ZodType<number | null>>> = {
  count: z.number().int().min(0),
  rate: rate.nullable(),
  milliseconds: z.number().min(0).nullable(),
  ratio: z.number().min(0).nullable(),
  money: z.number().min(0).nullable(),
}

export const periodBody = z.object({
  from: z.iso.datetime().describe('The beginning.'),
  to: z.iso.datetime().describe('The end; this instant is no part of the period.'),
  time_zone: z.string().describe('The time zone of the business, whose days are counted.'),
})

const stageBody = z.object({
  stage: z.string(),
  leads: z.number().int().min(0).describe('Leads created in the period that have been in this stage so far.'),
  conversion: rate.nullable().describe('Leads that reached this stage ÷ total_leads; null when there are no leads.'),
  entered: z.number().int().min(0).describe('Times in the period that a lead, however old, entered this stage.'),
  time_p50_ms: z
    .number()
    .min(0)
    .nullable()
    .describe(
      'Of the leads that left this stage in the period: half stayed no longer. Milliseconds, within 1 %; null when none left.',
    ),
})

const itemBody = z.object({
  name: z.string(),
  count: z.number().int().min(0),
  share: rate.describe('Of all in this list, those left out of it too.'),
})

// The names are those of the object that they are taken from, which `fromEntries` forgets.
const figureFields = Object.fromEntries(
  figureNames.map(name => [name, units[figures[name].unit].describe(figures[name].meaning.en)]),
) as Record<FigureName, z.ZodType<number | null>>

const breakdownFields = Object.fromEntries(
  breakdownNames.map(name => [
    name,
    z.array(itemBody).describe(`${breakdowns[name].meaning.en} The most frequent first, 50 at most.`),
  ]),
) as Record<keyof typeof breakdowns, z.ZodArray<typeof itemBody>>

const valuesBody = z.object({
  period: periodBody,
  ...figureFields,
  conversion: z
    .record(z.string(), rate.nullable())
    .describe(
      'For each stage: leads created in the period that reached it ÷ total_leads; null when there are no leads.',
    ),
  stages: z.array(stageBody).describe('The way of a sale, in its order.'),
  ...breakdownFields,
})

const seriesFields = Object.fromEntries(
  seriesNames.map(name => [name, units.count.describe(figures[name].meaning.en)]),
) as Record<SeriesName, z.ZodType<number | null>>

const pointBody = z.object({ from: z.iso.datetime(), to: z.iso.datetime() }).extend(seriesFields)

export const metricsBody = valuesBody.extend({
  currency: z.string().describe('Of model_cost and cost_per_qualified_lead: ISO 4217.'),
  updated_at: z.iso.datetime().describe('When the figures were read.'),
  previous: valuesBody.optional().describe('The period of the same length before, with `compare=previous`.'),
  series: z
    .array(pointBody)
    .optional()
    .describe('With `bucket`: one entry for each day, week (from Monday) or month that the period touches.'),
})

export function toValuesBody(metrics: Metrics, timeZone: string) {
  return {
    period: toPeriodBody(metrics.period, timeZone),
    ...metrics.figures,
    conversion: Object.fromEntries(metrics.stages.map(({ stage, conversion }) => [stage, conversion])),
    stages: metrics.stages.map(toStageBody),
    ...mapBreakdowns(metrics.breakdowns),
  }
}

export function toPeriodBody({ from, to }: Period, timeZone: string): z.infer<typeof periodBody> {
  return { from: toInstant(from), to: toInstant(to), time_zone: timeZone }
}

function toStageBody({ medianTimeMs, ...stage }: StageFigures): z.infer<typeof stageBody> {
  return { ...stage, time_p50_ms: medianTimeMs }
}

// Answers are written once and may not be read-only; nothing else changes.
function mapBreakdowns(lists: Metrics['breakdowns']): Record<keyof typeof breakdowns, BreakdownItem[]> {
  const { handed_off_by_reason, languages, themes, objections, models } = lists
  return {
    handed_off_by_reason: [...handed_off_by_reason],
    languages: [...languages],
    themes: [...themes],
    objections: [...objections],
    models: [...models],
  }
}
