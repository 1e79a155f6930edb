import { defineReader, unreadable } from './define-reader.ts'
import { readHtml } from './text/read-html.ts'
import { refuseZipBomb } from './zip/refuse-zip-bomb.ts'

export const docxReader = defineReader({
  extensions: ['docx'],
  mimeTypes: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  async read(bytes, path, { maxUnpackedBytes }) {
    refuseZipBomb(bytes, path, maxUnpackedBytes)
    const { default: mammoth } = await import('mammoth')
    const html = await mammoth
      .convertToHtml({ buffer: bytes }, { convertImage: mammoth.images.imgElement(async () => ({ src: '' })) })
      .catch((cause: unknown) => {
        throw unreadable(
          `${path} is not a whole Word document`,
          'Open it in Word and save it again as .docx, without a password.',
          cause,
        )
      })
    return readHtml(html.value)
  },
})
