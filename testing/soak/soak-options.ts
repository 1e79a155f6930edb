import { parseArgs } from 'node:util'

export interface SoakOptions {
  readonly measureMs: number
  /** Not counted: caches fill and code is compiled. */
  readonly warmUpMs: number
  readonly chats: number
  /** Of what it can do, found out before: 0.5 is half. */
  readonly share: number
}

const usage = `npm run test:soak -- [flags]
  --minutes=<n>  measured time, warm-up included (30)
  --chats=<n>    clients who come and go (300)
  --share=<n>    of the replies a second that the platform can give here (0.5)`

/** Reads the command line; throws with the usage for what it does not know. */
export function readSoakOptions(args: readonly string[]): SoakOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '30' },
      chats: { type: 'string', default: '300' },
      share: { type: 'string', default: '0.5' },
    },
  })
  const [minutes, chats, share] = [Number(values.minutes), Number(values.chats), Number(values.share)]
  if (!(minutes > 0 && chats >= 1 && share > 0 && share <= 1)) throw new TypeError(usage)
  const measureMs = minutes * 60_000
  return { measureMs, warmUpMs: Math.min(5 * 60_000, measureMs / 3), chats, share }
}
