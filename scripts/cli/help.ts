import type { Command } from './command.ts'

/** Lists what there is. */
export const helpCommand: Command = {
  name: 'help',
  usage: '',
  summary: 'Show this list.',
  run(_, { commands, print }) {
    print(formatHelp(commands))
    return 0
  },
}

export function formatHelp(commands: readonly Command[]): string {
  const calls = commands.map(({ name, usage }) => `${name} ${usage}`.trim())
  const width = Math.max(...calls.map(call => call.length))
  const lines = commands.map(({ summary }, index) => `  ${(calls[index] ?? '').padEnd(width)}  ${summary}`)
  return ['npm run cli -- <command>', '', ...lines].join('\n')
}
