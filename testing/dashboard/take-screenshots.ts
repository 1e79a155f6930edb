import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '#shared/utils'
import { startTestGateway } from '../gateway-harness.ts'
import { launchChromium } from '../launch-chromium.ts'
import { buildDashboard } from './build-dashboard.ts'
import { exampleChats } from './example-chats.ts'
import { furnishInbox } from './furnish-inbox.ts'
import { openDashboard } from './open-dashboard.ts'

/** Makes a picture of every screen, on a desk and a phone, light and dark, in both languages, and prints where they are. */
const screens = [
  'inbox',
  'inbox/1',
  'inbox/2',
  'inbox/3',
  'leads',
  'leads/1',
  'knowledge',
  'analytics',
  'playground',
  'settings',
  'setup',
]
const devices = {
  desk: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
}
const looks = [
  { locale: 'ru-RU', colorScheme: 'light' },
  { locale: 'en-GB', colorScheme: 'dark' },
] as const
const wanted = process.argv[2] ?? ''

await buildDashboard()
const folder = await mkdtemp(join(tmpdir(), 'screenshots-'))
const test = await startTestGateway({ clock: systemClock })
const browser = await launchChromium()
try {
  await furnishInbox({ database: test.deps.database, accountId: test.deps.webchat.accountId }, exampleChats, Date.now())
  for (const [device, size] of Object.entries(devices)) {
    for (const look of looks) await takeAll(device, { ...size, ...look })
  }
} finally {
  await browser.close()
  await test.close()
}
console.log(folder)

async function takeAll(device: string, options: (typeof devices)['desk'] & (typeof looks)[number]): Promise<void> {
  const { context, page } = await openDashboard(browser, { link: await test.gateway.createLoginLink(), ...options })
  for (const screen of screens.filter(each => each.startsWith(wanted))) {
    await page.goto(`${test.url}/${screen}`)
    await page.waitForLoadState('networkidle')
    const name = `${screen.replace('/', '-')}.${device}.${options.colorScheme}.${options.locale.slice(0, 2)}.png`
    await page.screenshot({ path: join(folder, name) })
  }
  await context.close()
}
