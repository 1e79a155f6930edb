// The page's side of the web chat API.

/** The session is over, or was never there. */
export class SignedOutError extends Error {}

const base = chatId => `/api/v1/webchat/chats/${chatId}`

/** Where a file of a chat is downloaded. */
export function documentUrl(chatId, id) {
  return `${base(chatId)}/documents/${id}`
}

/** One page, oldest first; `before` is the cursor of the page after it. */
export async function listMessages(chatId, before = null) {
  const response = await fetch(`${base(chatId)}/messages?limit=50${before === null ? '' : `&before=${before}`}`)
  return (await accepted(response)).json()
}

/** Resolves when the server has stored the message. Safe to repeat with the same id. */
export async function sendMessage(chatId, { id, text, press }) {
  const response = await fetch(`${base(chatId)}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text, client_message_id: id, press }),
    signal: AbortSignal.timeout(20_000),
  })
  await accepted(response)
}

export async function signOut() {
  await fetch('/logout', { method: 'POST' })
}

/**
 * Listens to a chat until the returned function is called. The browser reconnects after a broken connection by itself; after a
 * refusal (a restart behind a proxy, too many tabs) it gives up, and this tries again, ever more slowly.
 */
export function listen(chatId, { onOpen, onMessage, onTyping, onLost }) {
  let source
  let timer
  let pauseMs = 1_000
  connect()
  return () => {
    clearTimeout(timer)
    source.close()
  }

  function connect() {
    source = new EventSource(`${base(chatId)}/events`)
    source.addEventListener('open', () => {
      pauseMs = 1_000
      onOpen()
    })
    source.addEventListener('message', event => onMessage(JSON.parse(event.data)))
    source.addEventListener('typing', onTyping)
    source.addEventListener('error', () => {
      onLost()
      if (source.readyState !== EventSource.CLOSED) return
      timer = setTimeout(connect, pauseMs)
      pauseMs = Math.min(pauseMs * 2, 30_000)
    })
  }
}

async function accepted(response) {
  if (response.status === 401) throw new SignedOutError()
  if (!response.ok) throw new Error(`answer ${response.status}`)
  return response
}
