import { Bot } from 'grammy'
import OpenAI from 'openai'

/**
 * The floor of the benchmark: the bot that a good developer writes in an afternoon. grammY, the openai package, the last ten
 * messages of each chat in a Map; updates are handled side by side. It stores nothing: a restart forgets every dialogue and
 * loses every message that was being answered.
 */
type Turn = { readonly role: 'user' | 'assistant'; readonly content: string }

const bot = new Bot(readVariable('TELEGRAM_BOT_TOKEN'), { client: { apiRoot: readVariable('TELEGRAM_API_ROOT') } })
const openai = new OpenAI({ baseURL: `${readVariable('AI_SERVER_BASE_URL')}/v1`, apiKey: 'none' })
const rules = 'You are a friendly and honest salesperson. Answer briefly and in the language of the client.'
const historyLength = 10
const histories = new Map<number, readonly Turn[]>()

bot.on('message:text', async ctx => {
  const asked = [...(histories.get(ctx.chat.id) ?? []), { role: 'user' as const, content: ctx.message.text }]
  const text = await answer(asked)
  histories.set(ctx.chat.id, [...asked, { role: 'assistant' as const, content: text }].slice(-historyLength))
  await ctx.reply(text)
})

async function answer(history: readonly Turn[]): Promise<string> {
  const stream = await openai.chat.completions.create({
    model: readVariable('AI_SERVER_MODEL'),
    messages: [{ role: 'system', content: rules }, ...history],
    stream: true,
  })
  let text = ''
  for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? ''
  return text
}

function readVariable(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new TypeError(`${name} is not set`)
  return value
}

// bot.start() would finish one update before the next; @grammyjs/runner does what this loop does.
async function poll(): Promise<void> {
  await bot.init()
  for (let offset = 0; ; ) {
    const updates = await bot.api.getUpdates({ offset, limit: 100, timeout: 30 })
    for (const update of updates) bot.handleUpdate(update).catch(console.error)
    offset = (updates.at(-1)?.update_id ?? offset - 1) + 1
  }
}

process.once('SIGTERM', () => process.exit(0))
await poll()
