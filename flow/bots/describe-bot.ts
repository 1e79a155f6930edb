import type { Bot } from '#capabilities/bots'

/** A bot as the audit log keeps it, in the names of the API. */
export function describeBot({ botId, playbook, isEnabled }: Bot): Readonly<Record<string, unknown>> {
  return { bot_id: botId, playbook, enabled: isEnabled }
}
