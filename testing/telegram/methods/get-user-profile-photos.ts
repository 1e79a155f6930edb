import { answer, defineMethod } from '../wire/api-call.ts'
import { readInteger } from '../wire/params.ts'
import { badRequest } from '../wire/refusal.ts'

/** Of the bot itself only: people of the emulator have no pictures. */
export const getUserProfilePhotos = defineMethod({
  name: 'getUserProfilePhotos',
  isMetered: false,
  run(call) {
    const userId = readInteger(call.params, 'user_id')
    if (userId === 0) throw badRequest('invalid user_id specified')
    const { picture } = call.bot
    if (picture === null || userId !== call.bot.id) return answer({ total_count: 0, photos: [] })
    const { fileId, uniqueId, sizeBytes } = picture
    const size = { file_id: fileId, file_unique_id: uniqueId, file_size: sizeBytes, width: 160, height: 160 }
    return answer({ total_count: 1, photos: [[size]] })
  },
})
