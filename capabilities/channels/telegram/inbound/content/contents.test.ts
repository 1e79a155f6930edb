import { expect, it } from 'vitest'
import { contents } from './contents.ts'

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
