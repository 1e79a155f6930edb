import type { Format } from '../../../words/index.ts'

const units = ['byte', 'kilobyte', 'megabyte'] as const

/** 1536 → 1.5 kB. Pure. */
export function formatBytes(bytes: number, { number }: Pick<Format, 'number'>): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1024)))
  const options = { style: 'unit', unit: units[power] ?? 'byte', maximumFractionDigits: power === 2 ? 1 : 0 } as const
  return number(bytes / 1024 ** power, options)
}
