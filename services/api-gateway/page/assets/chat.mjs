import { documentUrl, listen, listMessages, SignedOutError, sendMessage, signOut } from './chat-server.mjs'
import { createMessageList } from './message-list.mjs'
import { fillInWords, words } from './words.mjs'

const byId = id => document.getElementById(id)
const [scroller, empty, earlier, typing, status, composer, text, sendButton] = [
  'scroller',
  'empty',
  'earlier',
  'typing',
  'status',
  'composer',
  'text',
  'send',
].map(byId)
const messages = createMessageList(byId('messages'), { press, documentUrl: id => documentUrl(chatId, id) })

// The worker says "typing" every few seconds while it thinks; silence for longer means that it stopped.
const typingLastsMs = 7_000

let chatId = localStorage.getItem('chat-id') ?? startNewChat()
let stopListening = () => {}
let typingTimer
let earlierCursor = null
let isSignedOut = false

fillInWords(document)
text.placeholder = words.placeholder
for (const starter of words.starters) byId('starters').append(makeStarter(starter))
openChat()
connectControls()

function openChat() {
  stopListening()
  messages.clear()
  earlierCursor = null
  earlier.hidden = true
  empty.hidden = true
  showTyping(false)
  showStatus('connecting')
  stopListening = listen(chatId, {
    // Opened first, then read: whatever is said in between comes by both ways, and is shown once.
    onOpen: () => {
      showStatus('online')
      readNewest()
    },
    onMessage: show,
    onTyping: () => showTyping(true),
    // The refused stream does not say why; the read does, and shows what there is.
    onLost: () => {
      showStatus('offline')
      readNewest()
    },
  })
  text.focus()
}

async function readNewest() {
  const asked = chatId
  try {
    const page = await listMessages(asked)
    if (asked !== chatId) return
    if (messages.isEmpty()) showEarlier(page.next_cursor)
    for (const message of page.items) show(message)
    empty.hidden = !messages.isEmpty()
  } catch (error) {
    report(error)
  }
}

async function readEarlier() {
  const asked = chatId
  earlier.disabled = true
  try {
    const page = await listMessages(asked, earlierCursor)
    if (asked !== chatId) return
    const fromBottom = scroller.scrollHeight - scroller.scrollTop
    for (const message of page.items) messages.put(message)
    showEarlier(page.next_cursor)
    scroller.scrollTop = scroller.scrollHeight - fromBottom
  } catch (error) {
    report(error)
  } finally {
    earlier.disabled = false
  }
}

async function send(message) {
  const put = state => {
    if (message.chatId !== chatId) return
    const { id, text, press, sentAt } = message
    const retry = () => send(message)
    show({ role: 'user', client_message_id: id, text, press, sent_at: sentAt, state, retry })
  }
  put('sending')
  try {
    await sendMessage(message.chatId, message)
    put('stored')
  } catch (error) {
    put('failed')
    if (error instanceof SignedOutError) report(error)
  }
}

function show(message) {
  const wasAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80
  const isNew = messages.put(message)
  empty.hidden = true
  if (message.role !== 'user') showTyping(false)
  if (wasAtEnd || (isNew && message.role === 'user')) scrollToEnd()
}

function report(error) {
  if (!(error instanceof SignedOutError)) return showStatus('offline')
  isSignedOut = true
  stopListening()
  showStatus('signedOut')
  showTyping(false)
  text.disabled = true
  sendButton.disabled = true
}

function showStatus(state) {
  status.textContent = words[isSignedOut ? 'signedOut' : state]
  status.className = isSignedOut ? 'signedOut' : state
}

function showTyping(isTyping) {
  clearTimeout(typingTimer)
  const wasAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80
  typing.hidden = !isTyping
  if (isTyping && wasAtEnd) scrollToEnd()
  if (isTyping) typingTimer = setTimeout(() => showTyping(false), typingLastsMs)
}

function showEarlier(cursor) {
  earlierCursor = cursor
  earlier.hidden = cursor === null
}

function scrollToEnd() {
  scroller.scrollTop = scroller.scrollHeight
}

function connectControls() {
  composer.addEventListener('submit', event => {
    event.preventDefault()
    sendText(text.value)
  })
  text.addEventListener('input', fitText)
  text.addEventListener('keydown', event => {
    // While a word is being composed (Chinese, Japanese, …), Enter takes the word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    sendText(text.value)
  })
  earlier.addEventListener('click', readEarlier)
  byId('new-chat').addEventListener('click', () => {
    chatId = startNewChat()
    openChat()
  })
  byId('sign-out').addEventListener('click', async () => {
    await signOut()
    location.assign('/chat')
  })
}

function press(message, button) {
  if (isSignedOut) return
  const press = { data: button.data, message_id: message.id }
  send({ chatId, id: makeId(), text: button.text, press, sentAt: new Date().toISOString() })
  // The pressed button is dead now, and the focus must not be lost with it.
  text.focus()
}

function sendText(written) {
  if (written.trim() === '' || isSignedOut) return
  send({ chatId, id: makeId(), text: written.trim(), sentAt: new Date().toISOString() })
  text.value = ''
  fitText()
  text.focus()
}

// As tall as its text, up to what the style allows.
function fitText() {
  text.style.height = 'auto'
  text.style.height = `${text.scrollHeight}px`
  sendButton.disabled = text.value.trim() === ''
}

function makeStarter(words) {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = words
  button.addEventListener('click', () => sendText(words))
  return button
}

function startNewChat() {
  const id = makeId()
  localStorage.setItem('chat-id', id)
  return id
}

// crypto.randomUUID is missing on plain HTTP, which is how the page is reached in a home network.
function makeId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')
}
