import { z } from 'zod'
import {
  choice,
  decimal,
  defineSection,
  flag,
  hiddenText,
  httpUrl,
  port,
  type SectionRule,
  type SectionValue,
  secret,
  text,
  wholeNumber,
} from '#shared/config'

export type TelegramConfig = SectionValue<typeof telegramSection>

const schema = z
  .strictObject({
    bot_token: secret(/^\d+:[\w-]{10,}$/, 'the token that @BotFather gave you, like 123456:ABC-DEF')
      .nullable()
      .default(null)
      .describe('From @BotFather; without it Telegram is off and the web chat is the way to talk.'),
    api_root: httpUrl()
      .default('https://api.telegram.org')
      .describe("Telegram's server; a local Bot API server goes here."),
    mode: choice(['polling', 'webhook'])
      .default('polling')
      .describe('polling asks Telegram for messages; webhook lets Telegram call and needs a public address.'),
    webhook_url: httpUrl().nullable().default(null).describe('Public address that Telegram calls in webhook mode.'),
    webhook_secret: secret(/^[\w-]{1,256}$/, '1 to 256 letters, digits, _ and -')
      .nullable()
      .default(null)
      .describe('Telegram sends it with every call, so that no one else can.'),
    webhook_host: text().default('127.0.0.1').describe('Address of this machine to listen on in webhook mode.'),
    webhook_port: port().default(8081).describe('Port to listen on in webhook mode; your web server forwards to it.'),
    owner_id: wholeNumber({ min: 1, max: Number.MAX_SAFE_INTEGER })
      .nullable()
      .default(null)
      .describe('Your own Telegram number (@userinfobot tells it): for your commands and alarms.'),
    handle_private_chats: flag().default(true).describe('Answer in private chats.'),
    handle_groups: flag().default(false).describe('Answer in groups, when spoken to.'),
    handle_channels: flag().default(false).describe('Answer in channels.'),
    poll_timeout_seconds: wholeNumber({ min: 1, max: 50 })
      .default(30)
      .describe('How long one question for messages stays open.'),
    stream_replies: flag()
      .default(true)
      .describe('Let clients read along while a reply is written; only in private chats with the bot.'),
    rich_messages: flag()
      .default(false)
      .describe(
        'Send replies with tables, headings or nested lists as rich messages. Apps that do not know them show nothing of the reply.',
      ),
    messages_per_second_per_chat: decimal({ min: 0.05, max: 10_000 })
      .default(1)
      .describe('Telegram refuses more than about one message a second to one chat.'),
    burst_per_chat: wholeNumber({ min: 1, max: 10_000 })
      .default(3)
      .describe('Messages that may go to one chat at once after a quiet time.'),
    messages_per_minute_per_group: wholeNumber({ min: 1, max: 10_000 })
      .default(20)
      .describe('Telegram refuses more than 20 a minute to one group.'),
    messages_per_second_per_bot: wholeNumber({ min: 1, max: 100_000 })
      .default(30)
      .describe('Telegram refuses more than about 30 a second to all chats together.'),
    api_id: wholeNumber({ min: 1, max: Number.MAX_SAFE_INTEGER })
      .nullable()
      .default(null)
      .describe('Number of a Telegram application.'),
    api_hash: secret().nullable().default(null).describe('Key of a Telegram application.'),
    phone: hiddenText().nullable().default(null).describe('Phone number of a user account.'),
    session_path: text().nullable().default(null).describe('Login of a user account.'),
  })
  .describe('The bot in Telegram.')

const noUserSession = 'this version speaks as a bot (bot_token), not as a logged-in user'

const webhookNeedsAddress: SectionRule<z.infer<typeof schema>> = {
  keys: ['mode', 'webhook_url', 'webhook_secret'],
  judge({ mode, webhook_url, webhook_secret }) {
    if (mode !== 'webhook') return null
    const missing = [
      ...(webhook_url === null ? ['webhook_url'] : []),
      ...(webhook_secret === null ? ['webhook_secret'] : []),
    ]
    return missing.length === 0 ? null : `found webhook, which needs ${missing.join(' and ')}; allowed without: polling`
  },
}

/** The bot account, how it hears, and how fast it may speak. */
export const telegramSection = defineSection('telegram', schema, {
  retired: { api_id: noUserSession, api_hash: noUserSession, phone: noUserSession, session_path: noUserSession },
  rules: [webhookNeedsAddress],
})
