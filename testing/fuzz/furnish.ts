import type { TestGateway } from '../gateway-harness.ts'

/** How many leads and conversations there are, with the ids from 1 on: enough that some are left when requests have deleted others. */
export const furnishedRows = 60

interface Openings {
  readonly items: readonly { readonly starts_at: string }[]
}

/** Rows for requests to find: leads with notes, conversations with words in them. */
export async function furnish(test: TestGateway): Promise<void> {
  const headers = { ...(await test.keyOf('admin')), 'content-type': 'application/json' }
  const post = async (path: string, body: unknown): Promise<void> => {
    const response = await fetch(`${test.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${path} answered ${response.status} ${await response.text()}`)
  }
  for (let row = 1; row <= furnishedRows / 2; row += 1) {
    await post('/webhooks', { url: `http://127.0.0.1:9/${row}`, is_active: false })
    const bytes = Buffer.from(`# Prices ${row}\n\nA haircut costs ${row} roubles.\n`)
    await test.deps.knowledge?.addFile({ path: `${row}.md`, bytes, isReplacing: false })
  }
  for (let row = 1; row <= furnishedRows; row += 1) {
    await post('/leads', { name: ['Anna', 'Борис', 'ดวงใจ'][row % 3], contact: '+7 999 123-45-67' })
    await post(`/leads/${row}/notes`, { text: 'Call before noon' })
    await post(`/webchat/chats/${row}/messages`, { text: 'How much is it?', client_message_id: 'm' })
    await test.answer(String(row), 'From 100 a month.', 'sent')
  }
  await post('/webchat/chats/play-anna/messages', { text: 'How much is it?', client_message_id: 'm' })
  for (const lead of [1, 2, 3, 4, 5, 6]) {
    const { items } = (await (await fetch(`${test.url}/api/v1/openings?limit=100`, { headers })).json()) as Openings
    await post('/meetings', { lead_id: lead, starts_at: items[0]?.starts_at, tell_client: false })
  }
}
