import { expect, it } from 'vitest'
import { fromAnn } from '../../../../../test/fixtures/telegram/people.ts'
import { contents } from './contents.ts'
import { describeMessage } from './describe-message.ts'
import { readAttachments } from './read-attachments.ts'

it.each([
  ['of a user of Telegram, who sends it without the plus, in full', { user_id: 5 }, '+66812345678'],
  ['of anybody else as it came', {}, '66812345678'],
])('writes the number on a contact card %s', (_, owner, phoneNumber) => {
  const card = { phone_number: '66812345678', first_name: 'Ann', ...owner }
  expect(contents.get('contact')?.(card, 'contact')).toMatchObject({
    kind: 'parsed',
    value: { text: `[contact Ann ${phoneNumber}]`, details: { contact: { phoneNumber } } },
  })
})

it.each([
  ['audio', { mime_type: 'audio/x-wav', file_name: 'a' }],
  ['video', { mime_type: 'video/quicktime', file_name: 'IMG_1.MOV' }],
  ['audio', { mime_type: 'application/octet-stream', file_name: 'Встреча.M4A' }],
  ['video', { file_name: 'tour.webm' }],
  [undefined, { mime_type: 'application/pdf', file_name: 'mp3.pdf' }],
  [undefined, { mime_type: 'text/plain', file_name: 'list of songs.mp3' }],
  [undefined, { mime_type: 'video/mp2t', file_name: 'index.ts' }],
  [undefined, {}],
])('counts as %s a document %j', (countsAs, claims) => {
  const content = contents.get('document')?.({ file_id: 'f', file_unique_id: 'u', ...claims }, 'document')
  expect(content).toMatchObject({ kind: 'parsed', value: { wantsAnswer: true } })
  expect(content?.kind === 'parsed' && content.value.countsAs).toBe(countsAs)
})

it('treats a document that holds sound as such', () => {
  const file = { file_id: 'f', file_unique_id: 'u', mime_type: 'audio/mp4' }
  const described = describeMessage(fromAnn({ document: file }), { document: file })
  if (described.kind !== 'parsed') throw new TypeError(described.kind)
  expect(readAttachments(described.value, '')).toMatchObject({ attachments: [{ kind: 'audio', fileId: 'f' }] })
})
