import { stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { launchChromium } from '../launch-chromium.ts'
import type { ChatRequest } from '../model-server/index.ts'
import { type Demo, startDemo } from './start-demo.ts'

/**
 * Takes the pictures of the README anew: `npm run build`, then
 * `node --conditions=source --import tsx testing/demo/take-screenshots.ts`. The chat is real; only the model's words are given.
 */
async function main(): Promise<void> {
  let output = ''
  const demo = await startDemo({
    reply: answerLikeAModel,
    onOutput: text => {
      output += text
    },
  })
  const browser = await launchChromium()
  try {
    const context = await browser.newContext({
      viewport: { width: 1000, height: 640 },
      locale: 'en-GB',
      colorScheme: 'light',
    })
    const page = await context.newPage()
    await page.goto(await findLink(demo, () => output))
    await talk(page)
    await save(page, 'web-chat')
  } finally {
    await browser.close()
    await demo.stop()
  }
}

const questions = [
  'Hello! I run a small bakery and need a website by spring. Is that realistic?',
  'Отлично! А можно обсудить это с человеком?',
]

function answerLikeAModel({ messages }: ChatRequest): string {
  return JSON.stringify(messages.at(-1)).includes('человеком')
    ? 'Конечно. Отправьте команду /human — я передам разговор коллеге вместе со всем, о чём мы уже говорили.'
    : 'Good day, and what a lovely trade! Two things decide it:\n\n- **what the site has to do**: show the menu, or take orders too\n- **what is ready**: texts and photographs\n\nI will not promise a date before a colleague has seen both. Do you have photographs already?'
}

async function talk(page: Page): Promise<void> {
  for (const [index, question] of questions.entries()) {
    await page.getByLabel('Message', { exact: true }).fill(question)
    await page.keyboard.press('Enter')
    await page.locator('.message.theirs').nth(index).waitFor({ timeout: 15_000 })
  }
}

async function findLink(demo: Demo, read: () => string): Promise<string> {
  let hasEnded = false
  void demo.ended.then(() => {
    hasEnded = true
  })
  for (;;) {
    const [, link] = /Dashboard: (\S+)/.exec(read()) ?? []
    if (link !== undefined) return link
    if (hasEnded) throw new Error(`the platform ended: ${read()}`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

async function save(page: Page, name: string): Promise<void> {
  const path = fileURLToPath(new URL(`../../docs/images/${name}.png`, import.meta.url))
  await page.evaluate('document.activeElement.blur()')
  await page.screenshot({ path, animations: 'disabled' })
  console.log(`${path}: ${Math.ceil((await stat(path)).size / 1000)} kB`)
}

await main()
