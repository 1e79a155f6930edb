import type { BotState } from '#capabilities/bots'

/** Bots in these states cannot speak, whatever is queued for them. */
export const speechless: readonly BotState[] = [
  'paused',
  'stopped',
  'removed',
  'unauthorized',
  'token-unreadable',
  'playbook-invalid',
  'failed',
]
