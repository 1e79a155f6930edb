import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLinkToken, type Role } from '#capabilities/access'
import { systemClock } from '#shared/utils'
import { startTestGateway, type TestGateway } from '../gateway-harness.ts'
import { launchChromium } from '../launch-chromium.ts'
import { buildDashboard } from './build-dashboard.ts'
import { pictureChatId } from './furnish-playground.ts'
import { openDashboard } from './open-dashboard.ts'
import { openFurnished } from './open-furnished.ts'

/**
 * Makes a picture of every screen, on a desk and a phone, light and dark, in both languages, and prints where they are. A word takes
 * those screens only whose names begin with it: `settings`, `empty-`, `forbidden-`; a second, `all`, takes both languages in both
 * colours instead of one of each.
 */
const parts = [
  ...['bots', 'playbook', 'hours', 'follow-ups', 'model', 'speech', 'team', 'keys', 'webhooks'],
  ...['audit', 'health', 'backups', 'limits', 'options'],
]
const furnishedScreens: readonly Screen[] = [
  ...['inbox', 'inbox/1', 'inbox/2', 'inbox/3', 'leads', 'leads?view=board', 'leads/9'].map(toScreen),
  ...['knowledge', 'knowledge?part=search', 'knowledge?part=questions', 'analytics', 'playground'].map(toScreen),
  ...parts.map(part => toScreen(`settings/${part}`)),
  ...[0, 1, 2, 3, 4].map(step => ({ ...toScreen('setup'), name: `setup-${step + 1}`, step })),
]
const emptyScreens = ['inbox', 'leads', 'leads?view=board', 'knowledge', 'knowledge?part=questions', 'analytics'].map(
  path => named('empty', path),
)
const forbiddenScreens = ['settings', 'playground', 'setup'].map(path => named('forbidden', path))
const devices = {
  desk: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
}
const looks = [
  { locale: 'ru-RU', colorScheme: 'light' },
  { locale: 'en-GB', colorScheme: 'dark' },
  { locale: 'en-GB', colorScheme: 'light' },
  { locale: 'ru-RU', colorScheme: 'dark' },
] as const
// Nothing is being loaded: no spinner turns and no text says so.
const isStill = `document.querySelector('.mantine-Loader-root, [aria-busy="true"]') === null`
const [wanted = '', howMany = ''] = process.argv.slice(2)

interface Screen {
  readonly path: string
  readonly name: string
  /** Of the set-up. */
  readonly step?: number
}

interface Session {
  readonly test: TestGateway
  readonly screens: readonly Screen[]
  readonly role: Role
}

await buildDashboard()
const folder = await mkdtemp(join(tmpdir(), 'screenshots-'))
const furnished = await openFurnished(Date.now())
const empty = await startTestGateway({ clock: systemClock })
const browser = await launchChromium()
const sessions: readonly Session[] = [
  { test: furnished.test, screens: furnishedScreens, role: 'admin' },
  { test: furnished.test, screens: forbiddenScreens, role: 'viewer' },
  { test: empty, screens: emptyScreens, role: 'admin' },
]
try {
  // The devices side by side: most of the time is waiting.
  await Promise.all(Object.keys(devices).map(device => takeAll(device as keyof typeof devices)))
} finally {
  await browser.close()
  await furnished.close()
  await empty.close()
}
console.log(folder)

async function takeAll(device: keyof typeof devices): Promise<void> {
  for (const look of howMany === 'all' ? looks : looks.slice(0, 2)) {
    for (const session of sessions) await take(session, device, look)
  }
}

async function take(
  { test, screens, role }: Session,
  device: keyof typeof devices,
  look: (typeof looks)[number],
): Promise<void> {
  const chosen = screens.filter(({ name }) => name.startsWith(wanted))
  if (chosen.length === 0) return
  const { database } = test.deps
  const token = await database.transaction(tx => createLinkToken(tx, { role, actor: 'pictures' }, Date.now()))
  const link = `${test.url}/login?token=${token}`
  const { context, page } = await openDashboard(browser, { link, ...devices[device], ...look })
  await page.evaluate(`localStorage.setItem('playground-chat', '${pictureChatId}')`)
  for (const { path, name, step = 0 } of chosen) {
    await page.evaluate(`sessionStorage.setItem('setup-step', '${step}')`)
    await page.goto(`${test.url}/${path}`)
    // A screen that says nothing within this time is shown as it is: that is what the picture is for.
    await page
      .getByRole('heading')
      .first()
      .waitFor({ timeout: 10_000 })
      .catch(() => {})
    await page.waitForFunction(isStill, undefined, { timeout: 10_000 }).catch(() => {})
    await page.screenshot({
      path: join(folder, `${name}.${device}.${look.colorScheme}.${look.locale.slice(0, 2)}.png`),
    })
  }
  await context.close()
}

function toScreen(path: string): Screen {
  return { path, name: path.replaceAll(/[/?=]/g, '-') }
}

function named(state: string, path: string): Screen {
  return { path, name: `${state}-${toScreen(path).name}` }
}
