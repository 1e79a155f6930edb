/** A number or a range with what it counts, as slots keep it: `50`, `50..70`, `..300000 RUB`, `~100 calls/day`. */
export interface Amount {
  readonly min: number | null
  readonly max: number | null
  readonly isApproximate: boolean
  /** A currency, a unit of time or a noun; null when the slot itself says it. */
  readonly unit: string | null
  readonly per: Period | null
}

export const periods = ['hour', 'day', 'week', 'month', 'year'] as const
export type Period = (typeof periods)[number]

const number = String.raw`\d+(?:\.\d+)?`
const amountPattern = new RegExp(
  String.raw`^(?<about>~?)(?:(?<min>${number})?\.\.(?<max>${number})?|(?<exact>${number}))` +
    String.raw`(?: (?<unit>[^/]+))?(?:\/(?<per>${periods.join('|')}))?$`,
  'u',
)

/** The canonical text. Bounds that are not finite are left open. */
export function writeAmount({ min, max, isApproximate, unit, per }: Amount): string {
  const low = writeNumber(min)
  const high = writeNumber(max)
  const range = low === high ? low : `${low}..${high}`
  return `${isApproximate ? '~' : ''}${range}${unit === null ? '' : ` ${unit}`}${per === null ? '' : `/${per}`}`
}

/** Null when the text is not an amount in canonical form. */
export function parseAmount(value: string): Amount | null {
  const groups = amountPattern.exec(value)?.groups
  if (groups === undefined) return null
  const { about, exact, unit, per } = groups
  const min = readNumber(exact ?? groups.min)
  const max = readNumber(exact ?? groups.max)
  if (min === null && max === null) return null
  return { min, max, isApproximate: about === '~', unit: unit ?? null, per: periods.find(name => name === per) ?? null }
}

function writeNumber(value: number | null): string {
  return value === null || !Number.isFinite(value) ? '' : String(Math.round(value * 100) / 100)
}

function readNumber(text: string | undefined): number | null {
  return text === undefined ? null : Number(text)
}
