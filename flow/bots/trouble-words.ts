import type { BotState } from '#capabilities/bots'

interface Words {
  readonly ru: string
  readonly en: string
}

/** What the owner is told of a bot that only they can help. The other bots go on; the words say so. */
export function describeTrouble(name: string, state: BotState): Words {
  const { ru, en } = troubles[state] ?? unknown
  return { ru: `Бот ${name}: ${ru} Остальные боты работают.`, en: `The bot ${name}: ${en} The other bots go on.` }
}

const unknown: Words = {
  ru: 'не работает. Посмотрите: npm run doctor',
  en: 'it does not work. Look at it: npm run doctor.',
}

const troubles: Partial<Record<BotState, Words>> = {
  unauthorized: {
    ru: 'Telegram больше не принимает его токен: он неверен или отозван. Возьмите новый у @BotFather и введите: npm run cli -- bots set-token.',
    en: 'Telegram does not accept its token any more: it is wrong or was revoked. Get a new one from @BotFather and enter it: npm run cli -- bots set-token.',
  },
  conflict: {
    ru: 'его сообщения получает ещё одна программа с тем же токеном. Остановите её.',
    en: 'another program with the same token receives its messages. Stop that one.',
  },
  'webhook-refused': {
    ru: 'Telegram не принимает адрес вебхука. Исправьте TELEGRAM_WEBHOOK_URL.',
    en: 'Telegram does not take the address of the webhook. Mend TELEGRAM_WEBHOOK_URL.',
  },
  'webhook-failing': {
    ru: 'Telegram не может доставить ему сообщения по вебхуку. Проверьте адрес и прокси; сообщения ждут у Telegram до 24 часов.',
    en: 'Telegram cannot deliver its messages to the webhook. Check the address and the proxy; messages wait at Telegram for up to 24 hours.',
  },
  'token-unreadable': {
    ru: 'его токен не удаётся расшифровать: нет прежнего ключа. Верните файл data/secret.key или введите токен заново: npm run cli -- bots set-token.',
    en: 'its token cannot be opened: the key that sealed it is not here. Bring data/secret.key back, or enter the token again: npm run cli -- bots set-token.',
  },
  'playbook-invalid': {
    ru: 'его плейбук не читается. Исправьте его (npm run cli -- playbook check) или выберите другой: npm run cli -- bots set-playbook.',
    en: 'its playbook cannot be used. Mend it (npm run cli -- playbook check) or choose another: npm run cli -- bots set-playbook.',
  },
}
