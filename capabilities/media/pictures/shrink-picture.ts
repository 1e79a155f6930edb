/** A picture as a model gets it, or why it gets none. */
export type ShrunkPicture =
  | { readonly kind: 'shrunk'; readonly jpeg: Buffer; readonly width: number; readonly height: number }
  /** `picture.unreadable`: damaged, or of a kind that is not read (drawings in SVG, HEIC). `picture.too_large`: more than 50 megapixels. */
  | { readonly kind: 'refused'; readonly code: 'picture.unreadable' | 'picture.too_large' }

/** Most models look at no more than this; a page of small print can still be read. */
const maxSide = 1024
const maxPixels = 50_000_000

/**
 * The first frame of a JPEG, PNG, WebP, GIF, TIFF or AVIF: upright, on white, at most 1024 pixels a side, without what the camera
 * wrote into it (where and when). Off the event loop. Never rejects.
 */
export async function shrinkPicture(bytes: Uint8Array): Promise<ShrunkPicture> {
  const sharp = await loadSharp()
  try {
    const picture = sharp(bytes, { limitInputPixels: false, failOn: 'error' })
    const { width, height } = await picture.metadata()
    if (width * height > maxPixels) return { kind: 'refused', code: 'picture.too_large' }
    const { data, info } = await picture
      .rotate()
      .resize(maxSide, maxSide, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'white' })
      .jpeg({ quality: 80 })
      .toBuffer({ resolveWithObject: true })
    return { kind: 'shrunk', jpeg: data, width: info.width, height: info.height }
  } catch {
    // A stranger's file: any surprise is the file's.
    return { kind: 'refused', code: 'picture.unreadable' }
  }
}

/** Loaded with the first picture: it takes 20 MB. One thread and no cache, because the machine is small and no picture comes twice. */
async function loadSharp(): Promise<typeof import('sharp').default> {
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  sharp.concurrency(1)
  // Of all that libvips can load, the formats of photos: drawings and PDFs are programs, which may be made to run for ever.
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Tiff', 'Heif'].map(kind => `VipsForeignLoad${kind}`) })
  return sharp
}
