export interface Size {
  readonly width: number
  readonly height: number
}

/** A piece of a drawing, and how high it is. */
export interface Drawing {
  readonly svg: string
  readonly height: number
}

export const palette = {
  paper: '#ffffff',
  ink: '#1f2933',
  muted: '#697586',
  grid: '#e4e8ee',
  series: ['#2f6fde', '#e07b39', '#2a9d6f'],
} as const

export interface TextOptions {
  readonly x: number
  readonly y: number
  readonly text: string
  readonly size: number
  readonly fill?: string
  readonly weight?: 'bold'
  readonly anchor?: 'start' | 'middle' | 'end'
  /** Stands out from whatever lies under it. */
  readonly hasHalo?: boolean
}

export function drawText({
  x,
  y,
  text,
  size,
  fill = palette.ink,
  weight,
  anchor = 'start',
  hasHalo = false,
}: TextOptions): string {
  const bold = weight === undefined ? '' : ` font-weight="${weight}"`
  const halo = hasHalo ? ` stroke="${palette.paper}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"` : ''
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${fill}" text-anchor="${anchor}"${bold}${halo}>${escapeXml(text)}</text>`
}

/** Texts come from clients, too: nothing in them may become markup, or break the XML. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** Cut to what fits, with a sign that it was cut. */
export function shorten(text: string, longest: number): string {
  const characters = [...text]
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('')}…`
}

export function round(value: number): number {
  return Math.round(value * 10) / 10
}
