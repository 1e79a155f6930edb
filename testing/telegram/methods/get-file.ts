import { answer, defineMethod } from '../wire/api-call.ts'
import { readText } from '../wire/params.ts'
import { badRequest } from '../wire/refusal.ts'

const maxDownloadBytes = 20 << 20

export const getFile = defineMethod({
  name: 'getFile',
  isMetered: false,
  run(call) {
    const fileId = readText(call.params, 'file_id')
    if (fileId === '') throw badRequest('file_id not specified')
    const file = call.bot.files.find(fileId)
    if (file === null) throw badRequest('invalid file_id')
    if (file.sizeBytes > maxDownloadBytes) throw badRequest('file is too big')
    return answer({
      file_id: file.fileId,
      file_unique_id: file.uniqueId,
      file_size: file.sizeBytes,
      file_path: file.path,
    })
  },
})
