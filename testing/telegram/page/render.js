/** Turns messages into elements. Knows nothing of the server or of the page's state. */

/** Makes an element; children may be elements or text. Text is never read as HTML. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    if (typeof value === 'function') element.addEventListener(name, value)
    else element.setAttribute(name, value === true ? '' : value)
  }
  element.append(...children.filter(child => child !== null && child !== undefined))
  return element
}

/** One message. `hands` says what happens on clicks, `ticks` how far it has come. */
export function renderMessage({ author, message, words, isDeleted, reaction }, { ticks, fileUrl, hands }) {
  const bubble = make(
    'div',
    { class: 'bubble', dblclick: () => hands.reply(message) },
    renderQuote(message.reply_to_message),
    renderAttachment(message, fileUrl),
    ...renderText(words, message.entities ?? message.caption_entities ?? [], hands.say),
    renderMeta(message, ticks),
  )
  const own = author === 'person'
  return make(
    'div',
    { class: `message${own ? ' own' : ''}${isDeleted ? ' deleted' : ''}`, 'data-id': message.message_id },
    bubble,
    reaction ? make('span', { class: 'reaction' }, reaction) : null,
    renderKeyboard(message, hands),
  )
}

/** What stands in an empty chat: what every talk with a bot begins with. */
export function renderBeginning(start) {
  return make(
    'div',
    { id: 'beginning' },
    make('p', {}, 'No messages here yet.'),
    make('button', { type: 'button', click: start }, 'START'),
  )
}

export function renderDraft(text) {
  return make('div', { class: 'message draft' }, make('div', { class: 'bubble' }, text === '' ? 'Thinking…' : text))
}

function renderQuote(replied) {
  if (replied === undefined) return null
  return make('div', { class: 'quote' }, replied.text ?? replied.caption ?? 'a message')
}

function renderMeta(message, ticks) {
  const time = new Date(message.date * 1000).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
  return make('span', { class: 'meta' }, `${message.edit_date === undefined ? '' : 'edited '}${time} ${ticks}`)
}

function renderAttachment(message, fileUrl) {
  if (message.photo) return make('img', { src: fileUrl(message.photo.at(-1).file_id), alt: 'photo' })
  const sound = message.voice ?? message.audio
  if (sound) return make('audio', { src: fileUrl(sound.file_id), controls: true })
  if (message.document) {
    const { file_id, file_name, file_size } = message.document
    return make('a', { href: fileUrl(file_id), download: file_name }, `📄 ${file_name} (${Math.ceil(file_size / 1024)} kB)\n`)
  }
  if (message.sticker) return make('span', { style: 'font-size:64px' }, message.sticker.emoji ?? '🖼')
  if (message.contact) return make('span', {}, `👤 ${message.contact.first_name} ${message.contact.phone_number}`)
  if (message.location) return make('span', {}, `📍 ${message.location.latitude}, ${message.location.longitude}`)
  return null
}

function renderKeyboard(message, hands) {
  const rows = message.reply_markup?.inline_keyboard
  if (rows === undefined) return null
  const renderButton = button => {
    if (button.url) return make('a', { href: button.url, target: '_blank', rel: 'noreferrer' }, `${button.text} ↗`)
    const press = event => {
      if (button.callback_data) hands.click(message, button.callback_data, event.target)
      else if (button.copy_text) navigator.clipboard.writeText(button.copy_text.text)
    }
    return make('button', { type: 'button', click: press }, button.text)
  }
  return make('div', { class: 'keyboard' }, ...rows.map(row => make('div', {}, ...row.map(renderButton))))
}

/** Entities may nest but never cross: the outer one is rendered, its inside is rendered within it. */
function renderText(text, entities, say, start = 0, end = text.length) {
  const nodes = []
  let position = start
  const inside = entities
    .filter(entity => entity.offset >= start && entity.offset + entity.length <= end)
    .sort((one, other) => one.offset - other.offset || other.length - one.length)
  for (const entity of inside) {
    if (entity.offset < position) continue
    nodes.push(text.slice(position, entity.offset))
    const entityEnd = entity.offset + entity.length
    const rest = entities.slice().filter(other => other !== entity)
    nodes.push(wrap(entity, text, { say, children: renderText(text, rest, say, entity.offset, entityEnd) }))
    position = entityEnd
  }
  nodes.push(text.slice(position, end))
  return nodes
}

const tags = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
}

function wrap(entity, text, { say, children }) {
  const covered = text.slice(entity.offset, entity.offset + entity.length)
  if (tags[entity.type]) return make(tags[entity.type], { title: entity.language }, ...children)
  if (entity.type === 'spoiler') return make('span', { class: 'spoiler' }, ...children)
  const href = linkOf(entity, covered)
  if (href !== null) return make('a', { href, target: '_blank', rel: 'noreferrer' }, ...children)
  if (entity.type === 'bot_command') {
    return make('button', { type: 'button', class: 'command', click: () => say(covered) }, ...children)
  }
  const isMark = ['mention', 'hashtag', 'phone_number', 'text_mention'].includes(entity.type)
  return make('span', isMark ? { style: 'color:var(--accent)' } : {}, ...children)
}

function linkOf(entity, covered) {
  if (entity.type === 'email') return `mailto:${covered}`
  const url = entity.type === 'text_link' ? entity.url : entity.type === 'url' ? covered : null
  if (url === null) return null
  return /^[a-z]+:/i.test(url) ? (/^(https?|tg|mailto|tel):/i.test(url) ? url : null) : `https://${url}`
}
