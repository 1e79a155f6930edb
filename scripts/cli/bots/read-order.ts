import { parseArgs } from 'node:util'

/** What is to be done. `bot` is the id of the list, or @username; a playbook of null is that of the settings. */
export type BotOrder =
  | { readonly kind: 'list' }
  | { readonly kind: 'rekey' }
  | { readonly kind: 'add'; readonly playbook: string | null }
  | { readonly kind: 'set-playbook'; readonly bot: string; readonly playbook: string | null }
  | { readonly kind: 'pause' | 'resume' | 'remove' | 'set-token'; readonly bot: string }

/** Null when it is not written as the usage says. */
export function readOrder([verb, ...rest]: readonly string[]): BotOrder | null {
  const [bot, playbook] = rest
  switch (verb) {
    case 'list':
    case 'rekey':
      return rest.length === 0 ? { kind: verb } : null
    case 'add':
      return readAddition(rest)
    case 'set-playbook':
      if (rest.length !== 2 || !isBot(bot) || playbook === undefined) return null
      return { kind: verb, bot, playbook: playbook === '-' ? null : playbook }
    case 'pause':
    case 'resume':
    case 'remove':
    case 'set-token':
      return rest.length === 1 && isBot(bot) ? { kind: verb, bot } : null
    default:
      return null
  }
}

function readAddition(args: readonly string[]): BotOrder | null {
  const options = { playbook: { type: 'string' } } as const
  const { values, positionals } = parseArgs({ args: [...args], options, strict: false })
  // A token in the command line could be read by everybody on this machine: it is not even looked at.
  if (positionals.length > 0 || Object.keys(values).some(name => name !== 'playbook')) return null
  const { playbook } = values
  if (playbook === undefined) return { kind: 'add', playbook: null }
  return typeof playbook === 'string' ? { kind: 'add', playbook } : null
}

function isBot(text: string | undefined): text is string {
  return /^([1-9]\d{0,8}|@\w{3,64})$/.test(text ?? '')
}
