import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const executablePath = '/usr/bin/chromium'

/** Whether tests in a browser must be skipped. Never in CI: there a missing browser is a failure, not a pass. */
export const isChromiumMissing = !existsSync(executablePath) && process.env.CI === undefined

/** Debian's Chromium, without a window and without a word to the outside. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
