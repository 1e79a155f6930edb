import { deaden, renderDocuments, renderKeyboard } from './attachments.mjs'
import { renderMarkdown, renderPlain } from './render-markdown.mjs'
import { formatDay, formatTime, words } from './words.mjs'

// Messages of one side within five minutes stand close together, as one breath.
const sameBreathMs = 5 * 60_000

/**
 * The messages on the screen: each once, in order, with days between them. `press` is called with a message and its button,
 * `documentUrl` with the id of a file.
 */
export function createMessageList(list, { press, documentUrl }) {
  /** Key → {item, message}. A message of ours has one key from the moment it is written: the id we gave it. */
  const shown = new Map()
  /** Id of a message → the data of the button that was pressed under it. */
  const pressed = new Map()

  return {
    clear() {
      shown.clear()
      pressed.clear()
      list.replaceChildren()
    },
    isEmpty: () => shown.size === 0,
    /** Shows a message, or changes how it is shown. True when it was not there before. */
    put(message) {
      const key = message.client_message_id ?? `server-${message.id}`
      const before = shown.get(key)
      // The server's copy has come already; what we thought of it while sending is old news.
      if (before?.message.id !== undefined && message.id === undefined) return false
      // Nothing new: whoever has gone to one of its buttons by keyboard stays there.
      if (before !== undefined && JSON.stringify(before.message) === JSON.stringify(message)) return false
      if (message.press) markPressed(message.press)
      const item = renderMessage(message, { pressed: pressed.get(message.id), press, documentUrl })
      shown.set(key, { item, message })
      if (before === undefined) insertInOrder(item, message)
      else if (before.message.id === message.id) before.item.replaceWith(item)
      else {
        before.item.remove()
        insertInOrder(item, message)
      }
      arrange()
      return before === undefined
    },
  }

  function markPressed({ message_id, data }) {
    pressed.set(message_id, data)
    const keyboard = list.querySelector(`[data-id="${Number(message_id)}"] .keyboard`)
    if (keyboard !== null) deaden(keyboard, data)
  }

  // What the server has not numbered yet is the newest there is.
  function insertInOrder(item, message) {
    const next = [...list.querySelectorAll('.message')].find(other => orderOf(other) > (message.id ?? Infinity))
    list.insertBefore(item, next ?? null)
  }

  function orderOf(item) {
    return item.dataset.id === undefined ? Infinity : Number(item.dataset.id)
  }

  // Days and closeness depend on the neighbours, so they are settled after every change.
  function arrange() {
    for (const divider of list.querySelectorAll('.day')) divider.remove()
    let previous = null
    for (const item of list.querySelectorAll('.message')) {
      const date = new Date(Number(item.dataset.sentAt))
      const isNewDay = previous === null || formatDay(date) !== formatDay(new Date(Number(previous.dataset.sentAt)))
      if (isNewDay) list.insertBefore(renderDay(date), item)
      const isNear = !isNewDay && previous.dataset.side === item.dataset.side
      item.classList.toggle('follows', isNear && item.dataset.sentAt - previous.dataset.sentAt < sameBreathMs)
      previous = item
    }
  }
}

function renderMessage(message, { pressed, press, documentUrl }) {
  const isOwn = message.role === 'user'
  const sentAt = new Date(message.sent_at)
  const item = document.createElement('li')
  item.className = `message ${isOwn ? 'own' : 'theirs'}`
  item.dataset.side = message.role
  item.dataset.sentAt = sentAt.getTime()
  if (message.id !== undefined) item.dataset.id = message.id
  // Nobody needs to hear read aloud what they have just typed, and again at each change of its state.
  if (isOwn) item.ariaLive = 'off'
  const bubble = make('div', 'bubble')
  bubble.append(make('span', 'unseen', `${words[isOwn ? 'you' : message.role]}: `))
  if (message.role === 'human') bubble.append(make('p', 'author', words.human))
  const body = make('div', 'body')
  body.dir = 'auto'
  body.append(isOwn ? renderPlain(message.text) : renderMarkdown(message.text))
  bubble.append(body, ...renderDocuments(message, documentUrl), renderMeta(message, sentAt))
  item.append(bubble)
  const keyboard = renderKeyboard(message, { pressed, press })
  if (keyboard !== null) item.append(keyboard)
  if (message.state === 'failed') item.append(renderFailure(message))
  return item
}

function renderMeta(message, sentAt) {
  const meta = make('p', 'meta')
  const time = make('time', '', formatTime(sentAt))
  time.dateTime = sentAt.toISOString()
  meta.append(time)
  if (message.role !== 'user') return meta
  const state = message.state ?? 'stored'
  const mark = make('span', `state ${state}`)
  mark.role = 'img'
  mark.ariaLabel = words[state]
  mark.title = words[state]
  meta.append(mark)
  return meta
}

function renderFailure({ retry }) {
  const failure = make('p', 'failure', `${words.failed} `)
  const button = make('button', '', words.retry)
  button.type = 'button'
  button.addEventListener('click', retry)
  failure.append(button)
  return failure
}

function renderDay(date) {
  const item = make('li', 'day')
  item.append(make('span', '', formatDay(date)))
  return item
}

function make(name, className, text) {
  const element = document.createElement(name)
  element.className = className
  if (text !== undefined) element.textContent = text
  return element
}
