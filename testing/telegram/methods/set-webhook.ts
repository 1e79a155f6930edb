import { answerTrue, defineMethod } from '../wire/api-call.ts'
import { readBoolean, readInteger, readText } from '../wire/params.ts'
import { badRequest, tooManyRequests } from '../wire/refusal.ts'
import { keepAllowedUpdates } from './keep-allowed-updates.ts'
import { closeWebhook, openWebhook } from './open-webhook.ts'

const defaultConnections = 40
const maxConnections = 100
const maxSecretChars = 256
const webhookPorts: readonly string[] = ['', '443', '80', '88', '8443']

export const setWebhook = defineMethod({
  name: 'setWebhook',
  isMetered: false,
  run(call) {
    const { world, bot, params } = call
    const address = readText(params, 'url')
    if (address === '') {
      if (readBoolean(params, 'drop_pending_updates')) bot.queue.clear()
      closeWebhook(bot)
      return { ...answerTrue, description: 'Webhook was deleted' }
    }
    if (world.settings.rateLimits !== null) {
      if (world.clock.now() < bot.nextSetWebhookAtMs) throw tooManyRequests(1)
      bot.nextSetWebhookAtMs = world.clock.now() + 1_000
    }
    const url = checkUrl(address, world.settings.routeWebhook)
    const secretToken = checkSecret(readText(params, 'secret_token'))
    bot.poll.displace('setWebhook')
    closeWebhook(bot)
    if (readBoolean(params, 'drop_pending_updates')) bot.queue.clear()
    keepAllowedUpdates(bot, params)
    const connections = Math.min(
      maxConnections,
      Math.max(1, readInteger(params, 'max_connections', defaultConnections)),
    )
    openWebhook(world, bot, { address, url, secretToken, maxConnections: connections })
    return { ...answerTrue, description: 'Webhook was set' }
  },
})

/** Where to deliver. Telegram takes https on four ports only; plain http is let through to this machine and nowhere else. */
function checkUrl(address: string, route: (url: URL) => URL): URL {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null || !/^https?:$/.test(url.protocol)) throw badRequest('invalid webhook URL specified')
  if (url.protocol === 'https:' && !webhookPorts.includes(url.port)) {
    throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443')
  }
  const target = route(url)
  if (!isLocal(url) && url.protocol === 'http:') {
    throw badRequest('bad webhook: An HTTPS URL must be provided for webhook')
  }
  if (!isLocal(target) || target.protocol !== 'http:') {
    throw badRequest('bad webhook: Failed to resolve host: Name or service not known')
  }
  return target
}

function isLocal(url: URL): boolean {
  return url.hostname === '127.0.0.1' || url.hostname === 'localhost'
}

function checkSecret(secretToken: string): string {
  if (secretToken.length > maxSecretChars) throw badRequest('secret token is too long')
  if (!/^[\w-]*$/.test(secretToken)) throw badRequest('secret token contains unallowed characters')
  return secretToken
}
