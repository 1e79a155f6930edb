import { startDemo } from './demo/start-demo.ts'

/** `npm run demo`: the platform with a fake Telegram in the browser and a toy model. Ctrl-C stops all of it. */
async function main(): Promise<number> {
  const demo = await startDemo({ onOutput: text => void process.stdout.write(text) })
  console.log(
    [
      '',
      '  The demo: nothing leaves this machine, and nothing is kept.',
      `  Fake Telegram: ${demo.telegramUrl}`,
      '                 (chat as Anna or John; as the owner send /start, then /status)',
    ].join('\n'),
  )
  let isStopping = false
  const stop = (): void => {
    if (isStopping) demo.kill()
    isStopping = true
    void demo.stop()
  }
  // SIGHUP is a closed terminal: the platform is in a group of its own and would not hear of it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  return demo.ended
}

main().then(
  status => process.exit(status),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  },
)
