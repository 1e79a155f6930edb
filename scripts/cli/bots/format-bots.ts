import type { Bot } from '#capabilities/bots'

/** A line a bot, in columns. */
export function formatBots(bots: readonly Bot[]): string {
  if (bots.length === 0) return 'There are no bots yet. Add one: npm run cli -- bots add'
  const rows = bots.map(bot => [
    String(bot.accountId),
    bot.username === null ? bot.botId : `@${bot.username}`,
    bot.code === null ? bot.state : `${bot.state} (${bot.code})`,
    `since ${new Date(bot.stateSince).toISOString().slice(0, 16).replace('T', ' ')}`,
    bot.playbook ?? 'playbook of the settings',
    bot.isFromSettings ? 'TELEGRAM_BOT_TOKEN' : '',
  ])
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  const pad = (row: readonly string[]): string => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')
  return rows.map(row => pad(row).trimEnd()).join('\n')
}
