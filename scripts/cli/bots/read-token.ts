import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { Secret } from '#shared/utils'
import type { Surroundings } from '../command.ts'

/** The token, from BOT_TOKEN or the first line of the standard input; what is typed is not shown. Null when there is none. */
export async function readToken({ complain }: Pick<Surroundings, 'complain'>): Promise<Secret | null> {
  const text = (process.env.BOT_TOKEN ?? (await readLine(complain))).trim()
  if (text !== '') return new Secret(text)
  complain(
    'Give the token in BOT_TOKEN or by the standard input, never as an argument: arguments are seen by the whole machine.',
  )
  return null
}

async function readLine(complain: (text: string) => void): Promise<string> {
  const { stdin } = process
  if (stdin.isTTY) complain('Paste the token of @BotFather and press Enter (it is not shown):')
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: stdin, output: silence, terminal: stdin.isTTY })
  try {
    for await (const line of lines) return line
    return ''
  } finally {
    lines.close()
  }
}
