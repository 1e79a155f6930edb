import { make, renderBeginning, renderDraft, renderMessage } from '/_sim/render.js'

const byId = id => document.getElementById(id)
const typingShownMs = 5_000
const draftShownMs = 30_000

const state = {
  bots: [],
  users: [],
  bot: null,
  user: null,
  /** Messages of the open chat, by id. */
  entries: new Map(),
  /** Updates the bot has confirmed, by number. Only grows: what an older answer still lists as pending stays confirmed. */
  confirmed: new Set(),
  /** Number of the update that told the bot of a message, by message id. */
  updateOf: new Map(),
  unread: new Map(),
  drafts: new Map(),
  waitingClicks: new Map(),
  replyTo: null,
  replyKeyboard: null,
  isBlocked: false,
  typingUntil: 0,
}

await start()

async function start() {
  await loadWorld()
  const remembered = Number(localStorage.getItem('user'))
  state.user = state.users.find(user => user.id === remembered) ?? state.users[0] ?? null
  state.bot = state.bots[0] ?? null
  bindControls()
  listen()
  await openChat()
  setInterval(showStatus, 500)
}

async function loadWorld() {
  const world = await call('GET', 'state')
  state.bots = world.bots
  state.users = world.users
}

/** Calls the emulator in the name of the open bot and person; shows the reason when it refuses. */
async function call(method, action, body, query = {}) {
  const who = { bot: state.bot?.id ?? '', user: state.user?.id ?? '' }
  const response = await fetch(`/_sim/${action}?${new URLSearchParams({ ...who, ...query })}`, {
    method,
    body: body === undefined || body instanceof Blob ? body : JSON.stringify(body),
  })
  const answer = await response.json()
  if (!response.ok) {
    toast(answer.error)
    throw new Error(answer.error)
  }
  return answer
}

async function openChat() {
  state.entries.clear()
  state.drafts.clear()
  state.replyKeyboard = null
  setReply(null)
  if (state.user !== null && state.bot !== null) {
    localStorage.setItem('user', state.user.id)
    state.unread.delete(state.user.id)
    const chat = await fetchChat()
    state.isBlocked = chat.isBlocked
    for (const entry of chat.messages) keepEntry(entry)
  }
  showPeople()
  showHead()
  showMessages()
  byId('text').focus()
}

function keepEntry(entry) {
  state.entries.set(entry.message.message_id, { ...state.entries.get(entry.message.message_id), ...entry })
  if (entry.replyKeyboard?.kind === 'show') state.replyKeyboard = entry.replyKeyboard.rows
  if (entry.replyKeyboard?.kind === 'remove') state.replyKeyboard = null
}

function listen() {
  const source = new EventSource('/_sim/events')
  source.onopen = async () => {
    if (state.bot === null || state.user === null) return
    await fetchChat()
    showMessages()
  }
  source.onmessage = ({ data }) => {
    const event = JSON.parse(data)
    handlers[event.kind]?.(event)
  }
  // After a break the emulator may be another one: begin anew.
  source.onerror = () => {
    source.onopen = async () => {
      await loadWorld()
      await openChat()
    }
  }
}

const isOpen = event => event.chatId === state.user?.id

const handlers = {
  message(event) {
    if (!isOpen(event)) {
      state.unread.set(event.chatId, (state.unread.get(event.chatId) ?? 0) + 1)
      if (!state.users.some(user => user.id === event.chatId)) void loadWorld().then(showPeople)
      showPeople()
      return
    }
    keepEntry(event)
    if (event.author === 'bot') {
      state.typingUntil = 0
      state.drafts.clear()
    }
    showStatus()
    showMessages()
  },
  deleted(event) {
    const entry = state.entries.get(event.messageId)
    if (isOpen(event) && entry) entry.isDeleted = true
    showMessages()
  },
  reaction(event) {
    const entry = state.entries.get(event.messageId)
    if (isOpen(event) && entry) entry.reaction = event.emoji
    showMessages()
  },
  action(event) {
    if (!isOpen(event)) return
    state.typingUntil = event.action === 'cancel' ? 0 : Date.now() + typingShownMs
    showStatus()
  },
  draft(event) {
    if (!isOpen(event)) return
    state.drafts.clear()
    state.drafts.set(event.draftId, { text: event.text, until: Date.now() + draftShownMs })
    showMessages()
  },
  'click-answered'(event) {
    state.waitingClicks.get(event.callbackId)?.classList.remove('waiting')
    state.waitingClicks.delete(event.callbackId)
    if (event.text !== '') event.showAlert ? alert(event.text) : toast(event.text)
  },
  delivered(event) {
    state.confirmed.add(event.updateId)
    showMessages()
  },
}

function showPeople() {
  byId('user-list').replaceChildren(
    ...state.users.map(user => {
      const unread = state.unread.get(user.id)
      const select = () => {
        state.user = user
        void openChat()
      }
      return make(
        'button',
        { class: 'person', type: 'button', click: select, 'aria-current': String(user.id === state.user?.id) },
        avatar(user.first_name, user.id),
        make('span', {}, user.first_name, make('small', {}, `${user.language_code ?? ''} · ${user.id}`)),
        unread ? make('span', { class: 'unread' }, String(unread)) : null,
      )
    }),
  )
}

function avatar(name, id) {
  return make('span', { class: 'avatar', style: `--hue:${(id * 67) % 360}` }, name.slice(0, 1).toUpperCase())
}

function showHead() {
  byId('bot-name').textContent = state.bot?.name ?? 'No bot yet'
  byId('bot-avatar').textContent = state.bot?.name.slice(0, 1) ?? '?'
  byId('block').textContent = state.isBlocked ? 'Unblock' : 'Block'
  const select = byId('bot-select')
  select.hidden = state.bots.length < 2
  select.replaceChildren(...state.bots.map(bot => make('option', { value: bot.id }, `@${bot.username}`)))
  select.value = state.bot?.id ?? ''
  showStatus()
}

function showStatus() {
  const isTyping = Date.now() < state.typingUntil
  const calm = `@${state.bot?.username} · ${state.isBlocked ? 'blocked' : 'bot'}`
  byId('status').textContent = isTyping ? 'typing…' : state.bot === null ? '' : calm
  byId('status').classList.toggle('typing', isTyping)
  for (const [id, draft] of state.drafts) if (Date.now() > draft.until) state.drafts.delete(id)
}

function showMessages() {
  const list = byId('messages')
  if (state.entries.size === 0 && state.bot !== null && state.user !== null) {
    list.replaceChildren(renderBeginning(() => say('/start')))
    return showReplyKeyboard()
  }
  const wasAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80
  const fileUrl = id => `/_sim/file?${new URLSearchParams({ bot: state.bot.id, id })}`
  list.replaceChildren(
    ...[...state.entries.values()].map(entry =>
      renderMessage(entry, { ticks: ticksOf(entry), fileUrl, hands: { click, reply: setReply, say } }),
    ),
    ...[...state.drafts.values()].map(draft => renderDraft(draft.text)),
  )
  if (wasAtEnd) list.scrollTop = list.scrollHeight
  showReplyKeyboard()
}

/** One tick: the bot has not fetched it yet. Two: it has, and has confirmed it. */
function ticksOf({ author, message }) {
  if (author !== 'person') return ''
  const updateId = state.updateOf.get(message.message_id)
  return updateId === undefined || state.confirmed.has(updateId) ? '✓✓' : '✓'
}

function showReplyKeyboard() {
  const bar = byId('reply-keyboard')
  bar.hidden = state.replyKeyboard === null
  const press = key => () => {
    if (key.asksFor === 'text') void say(key.text)
    else void send(key.asksFor)
  }
  const rows = state.replyKeyboard ?? []
  bar.replaceChildren(
    ...rows.map(row =>
      make('div', {}, ...row.map(key => make('button', { type: 'button', click: press(key) }, key.text))),
    ),
  )
}

function setReply(message) {
  state.replyTo = message?.message_id ?? null
  byId('reply-bar').hidden = message === null
  byId('reply-bar').firstElementChild.textContent = `↩ ${message?.text ?? message?.caption ?? ''}`
}

async function say(text) {
  const replyTo = state.replyTo ?? undefined
  setReply(null)
  keepSaid(await call('POST', 'say', { text, replyTo }))
}

async function send(what) {
  keepSaid(await call('POST', what))
}

async function sendFile(blob, query) {
  keepSaid(await call('POST', 'file', blob, query))
}

/** The events of the message and of its delivery may come before or after the answer of the call; all lead to the same ticks. */
function keepSaid({ message, updateId }) {
  state.updateOf.set(message.message_id, updateId)
  showMessages()
}

/** Learns as well what was confirmed while nobody listened. */
async function fetchChat() {
  const asked = [...state.updateOf.values()]
  const chat = await call('GET', 'chat')
  for (const id of asked) if (!chat.pendingUpdateIds.includes(id)) state.confirmed.add(id)
  return chat
}

async function click(message, data, button) {
  button.classList.add('waiting')
  const { id } = await call('POST', 'click', { messageId: message.message_id, data })
  state.waitingClicks.set(id, button)
}

function bindControls() {
  const text = byId('text')
  byId('composer').addEventListener('submit', async event => {
    event.preventDefault()
    const words = text.value
    if (words.trim() === '') return
    text.value = ''
    grow()
    await say(words)
  })
  text.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    byId('composer').requestSubmit()
  })
  const grow = () => {
    text.style.height = 'auto'
    text.style.height = `${text.scrollHeight}px`
  }
  text.addEventListener('input', grow)
  byId('location').addEventListener('click', () => send('location'))
  byId('contact').addEventListener('click', () => send('contact'))
  byId('record').addEventListener('click', toggleRecording)
  byId('reply-bar').lastElementChild.addEventListener('click', () => setReply(null))
  byId('file').addEventListener('change', async ({ target }) => {
    for (const file of target.files) await sendFile(file, { kind: kindOf(file), name: file.name })
    target.value = ''
  })
  byId('block').addEventListener('click', async () => {
    await call('POST', state.isBlocked ? 'unblock' : 'block')
    await openChat()
  })
  byId('bot-select').addEventListener('change', ({ target }) => {
    state.bot = state.bots.find(bot => bot.id === Number(target.value))
    void openChat()
  })
  byId('new-user').addEventListener('submit', async event => {
    event.preventDefault()
    const user = await call('POST', 'users', Object.fromEntries(new FormData(event.target)))
    event.target.reset()
    await loadWorld()
    state.user = state.users.find(other => other.id === user.id)
    await openChat()
  })
}

function kindOf(file) {
  if (file.type.startsWith('image/')) return 'photo'
  if (/\.(ogg|oga|opus)$/i.test(file.name)) return 'voice'
  return file.type.startsWith('audio/') ? 'audio' : 'document'
}

let recorder = null

/** First press records, second press sends. */
async function toggleRecording() {
  if (recorder !== null) return recorder.stop()
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(error => toast(error.message))
  if (!stream) return
  const startedAt = Date.now()
  recorder = new MediaRecorder(stream)
  recorder.ondataavailable = ({ data }) =>
    sendFile(data, { kind: 'voice', name: 'voice', seconds: Math.ceil((Date.now() - startedAt) / 1000) })
  recorder.onstop = () => {
    for (const track of stream.getTracks()) track.stop()
    byId('record').classList.remove('recording')
    recorder = null
  }
  byId('record').classList.add('recording')
  recorder.start()
}

let toastTimer

function toast(words) {
  const box = byId('toast')
  box.textContent = words
  box.hidden = false
  clearTimeout(toastTimer)
  toastTimer = setTimeout(() => {
    box.hidden = true
  }, 3_500)
}
