import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

// A phone shows about twice as many dots as the drawing has units.
const zoom = 2

/** The drawing as PNG. The fonts come with us: a server has none that could write Cyrillic. */
export async function paintPng(svg: string): Promise<Buffer> {
  // A native library of 8 MB that only who wants a picture needs.
  const { renderAsync } = await import('@resvg/resvg-js')
  const image = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: zoom },
    font: { loadSystemFonts: false, fontFiles: [...listFonts()], defaultFontFamily: 'DejaVu Sans' },
  })
  return image.asPng()
}

function listFonts(): readonly string[] {
  const folder = dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json'))
  return ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map(file => join(folder, 'ttf', file))
}
