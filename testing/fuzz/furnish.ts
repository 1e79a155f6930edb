import type { TestGateway } from '../gateway-harness.ts'

/** How many leads and conversations there are, with the ids from 1 on: enough that some are left when requests have deleted others. */
export const furnishedRows = 60

/** Rows for requests to find: leads with notes, conversations with words in them. */
export async function furnish(test: TestGateway): Promise<void> {
  const headers = { ...(await test.keyOf('admin')), 'content-type': 'application/json' }
  const post = async (path: string, body: unknown): Promise<void> => {
    const response = await fetch(`${test.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${path} answered ${response.status} ${await response.text()}`)
  }
  for (let row = 1; row <= furnishedRows; row += 1) {
    await post('/leads', { name: ['Anna', 'Борис', 'ดวงใจ'][row % 3], contact: '+7 999 123-45-67' })
    await post(`/leads/${row}/notes`, { text: 'Call before noon' })
    await post(`/webchat/chats/${row}/messages`, { text: 'How much is it?', client_message_id: 'm' })
    await test.answer(String(row), 'From 100 a month.', 'sent')
  }
}
