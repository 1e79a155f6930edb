import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types'
import type { ReplyKey, ReplyKeyboard } from '../state/chat-log.ts'
import { isRecord, type Params, readJson } from '../wire/params.ts'
import { badRequest } from '../wire/refusal.ts'

const maxCallbackBytes = 64
/** Not documented, and a guess on the strict side: bots report BUTTON_TEXT_INVALID for longer labels. */
const maxLabelBytes = 64
const maxCopyUnits = 256
const maxButtons = 100
const maxButtonsInRow = 8

/** What a button does; the first field present decides, in the server's order. */
const actions = [
  'callback_game',
  'pay',
  'switch_inline_query',
  'switch_inline_query_chosen_chat',
  'switch_inline_query_current_chat',
  'login_url',
  'web_app',
  'copy_text',
] as const
/** These cannot be shown in a chat of a business account. */
const notForBusiness: readonly string[] = [
  'web_app',
  'switch_inline_query',
  'switch_inline_query_chosen_chat',
  'switch_inline_query_current_chat',
]

export interface CheckedMarkup {
  /** Shown under the message, and part of it. */
  readonly inline?: InlineKeyboardMarkup
  /** Shown under the text field. */
  readonly reply: ReplyKeyboard | null
}

const noMarkup: CheckedMarkup = { reply: null }

/** The keyboard that comes with a message. Refuses keyboards and buttons that the server would not take. */
export function checkMarkup(params: Params, isBusiness: boolean): CheckedMarkup {
  const markup = readJson(params, 'reply_markup', 'reply keyboard markup')
  if (markup === undefined) return noMarkup
  if (!isRecord(markup)) throw badRequest('object expected as reply markup')
  if (markup.keyboard !== undefined) return { reply: parseReplyKeyboard(markup.keyboard, isBusiness) }
  if (markup.inline_keyboard !== undefined) return { inline: parseInlineKeyboard(markup, isBusiness), reply: null }
  return markup.remove_keyboard === true ? { reply: { kind: 'remove' } } : noMarkup
}

function parseInlineKeyboard(
  markup: Readonly<Record<string, unknown>>,
  isBusiness: boolean,
): InlineKeyboardMarkup | undefined {
  const rows = readRows(markup.inline_keyboard, 'Field "inline_keyboard" of the InlineKeyboardMarkup')
  const buttons = rows.map(row => row.map(button => parseInlineButton(button, isBusiness)))
  const filled = buttons.filter(row => row.length > 0)
  if (filled.flat().length > maxButtons || filled.some(row => row.length > maxButtonsInRow)) {
    throw badRequest('reply markup is too long')
  }
  return filled.length === 0 ? undefined : { inline_keyboard: filled }
}

function parseReplyKeyboard(keyboard: unknown, isBusiness: boolean): ReplyKeyboard {
  // The wording of this refusal is a guess: business chats have no reply keyboards, but the server's words are not documented.
  if (isBusiness) throw badRequest('REPLY_MARKUP_INVALID')
  const rows = readRows(keyboard, 'Field "keyboard"')
  return { kind: 'show', rows: rows.map(row => row.map(parseReplyKey)) }
}

function parseReplyKey(key: unknown): ReplyKey {
  if (typeof key === 'string') return { text: key, asksFor: 'text' }
  if (!isRecord(key)) throw badRequest("can't parse keyboard button: KeyboardButton must be a String or an Object")
  if (key.text === undefined) throw badRequest('can\'t parse keyboard button: Can\'t find field "text"')
  const asksFor = key.request_contact === true ? 'contact' : key.request_location === true ? 'location' : 'text'
  return { text: String(key.text), asksFor }
}

function readRows(value: unknown, label: string): unknown[][] {
  if (!Array.isArray(value)) throw badRequest('field must be of type Array')
  return value.map(row => {
    if (!Array.isArray(row)) throw badRequest(`${label[0]?.toLowerCase()}${label.slice(1)} must be an Array of Arrays`)
    return row
  })
}

function parseInlineButton(button: unknown, isBusiness: boolean): InlineKeyboardButton {
  if (!isRecord(button)) throw cannotParse('InlineKeyboardButton must be an Object')
  if (button.text === undefined) throw cannotParse('Can\'t find field "text"')
  const label = String(button.text)
  if (/\p{Surrogate}/u.test(label)) throw badRequest('inline keyboard button text must be encoded in UTF-8')
  if (label.trim() === '' || Buffer.byteLength(label) > maxLabelBytes) throw badRequest('BUTTON_TEXT_INVALID')
  checkAction(button, isBusiness)
  return button as unknown as InlineKeyboardButton
}

function checkAction(button: Readonly<Record<string, unknown>>, isBusiness: boolean): void {
  if (isFilled(button.url)) checkUrl(String(button.url))
  else if (isFilled(button.callback_data)) checkCallbackData(String(button.callback_data))
  else checkOtherAction(button, isBusiness)
}

/** An empty string counts as absent in the server. */
function isFilled(value: unknown): boolean {
  return value !== undefined && value !== ''
}

function checkCallbackData(text: string): void {
  if (Buffer.byteLength(text) > maxCallbackBytes) throw badRequest('BUTTON_DATA_INVALID')
}

function checkOtherAction(button: Readonly<Record<string, unknown>>, isBusiness: boolean): void {
  const action = actions.find(name => button[name] !== undefined)
  if (action === undefined) throw cannotParse('Text buttons are unallowed in the inline keyboard')
  if (isBusiness && notForBusiness.includes(action)) throw badRequest('BUTTON_TYPE_INVALID')
  if (action === 'copy_text') checkCopyText(button.copy_text)
}

function checkUrl(url: string): void {
  if (/^(https?|tg|ton|tel|mailto):.+/i.test(url) || /^[\w-]+(\.[\w-]+)+/.test(url)) return
  throw badRequest('BUTTON_URL_INVALID')
}

function checkCopyText(value: unknown): void {
  if (!isRecord(value)) throw cannotParse('Field "copy_text" must be of type Object')
  const text = String(value.text ?? '')
  if (text === '' || text.length > maxCopyUnits) throw badRequest('BUTTON_COPY_TEXT_INVALID')
}

function cannotParse(reason: string): Error {
  return badRequest(`can't parse inline keyboard button: ${reason}`)
}
