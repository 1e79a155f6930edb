import type { Words } from '#capabilities/sales'
import { type Connection, mayUse, type NeededRight, neededRights, type SavedConnection } from '#capabilities/secretary'

/** What the owner is told about a change of their connection; null when nothing changed for them. Pure. */
export function describeChange({ before, now }: SavedConnection): Words | null {
  if (!now.isEnabled) return before?.isEnabled === true ? disconnected : null
  const isNew = before === null || !before.isEnabled || !before.isServed
  const missing = neededRights.filter(right => !mayUse(now, right))
  if (!isNew && !hasChanged(before, now)) return null
  const isRestored = missing.length === 0 || (before !== null && !mayUse(before, 'can_reply'))
  const head = !mayUse(now, 'can_reply') ? [] : isNew ? [connected] : isRestored ? [restored] : []
  return join([...head, ...missing.map(right => missingRights[right])])
}

function hasChanged(before: Connection, now: Connection): boolean {
  return neededRights.some(right => mayUse(before, right) !== mayUse(now, right))
}

function join(texts: readonly Words[]): Words {
  return { ru: texts.map(({ ru }) => ru).join('\n\n'), en: texts.map(({ en }) => en).join('\n\n') }
}

const connected: Words = {
  ru: 'Готово: отвечаю клиентам от вашего имени в вашем аккаунте. Напишите клиенту сами — и я в том чате замолчу. Вернуть мне чат: /resume номер (номера показывает /status). Не трогать чат вовсе: /exclude номер.',
  en: 'Done: I answer clients in your own account, in your name. Write to a client yourself, and I fall silent in that chat. Give a chat back to me: /resume number (/status shows the numbers). Keep me out of a chat altogether: /exclude number.',
}
const restored: Words = {
  ru: 'Спасибо, права изменены: отвечаю клиентам в вашем аккаунте.',
  en: 'Thank you, the rights have changed: I answer clients in your account.',
}
const disconnected: Words = {
  ru: 'Вы отключили меня от своего аккаунта: там я больше ничего не читаю и не пишу. Подключить снова: Настройки → Автоматизация чатов (Telegram для бизнеса → Чат-боты) → имя этого бота.',
  en: 'You have disconnected me from your account: I read and write nothing there any more. To connect again: Settings → Chat automation (Telegram Business → Chatbots) → the name of this bot.',
}
const missingRights: Readonly<Record<NeededRight, Words>> = {
  can_reply: {
    ru: 'Мне не хватает права «Отвечать на сообщения»: пока его нет, клиентам в вашем аккаунте я не пишу. Дать право: Настройки → Автоматизация чатов (Telegram для бизнеса → Чат-боты) → этот бот → Права бота → Ответы на сообщения.',
    en: 'I lack the right to reply to messages: until I have it, I write to nobody in your account. To grant it: Settings → Chat automation (Telegram Business → Chatbots) → this bot → Bot permissions → Reply to messages.',
  },
  can_read_messages: {
    ru: 'Мне не хватает права «Отмечать прочитанным»: отвечать я могу, но сообщения клиентов останутся непрочитанными. Дать право: там же, Права бота → Отметка о прочтении.',
    en: 'I lack the right to mark messages as read: I can answer, but the messages of clients stay unread. To grant it: in the same place, Bot permissions → Mark messages as read.',
  },
}
