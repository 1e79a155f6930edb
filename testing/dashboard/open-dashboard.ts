import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'

export interface OpenDashboard {
  readonly context: BrowserContext
  readonly page: Page
  /** What the browser complained of: errors of scripts, failed requests, violations of the page's policy. */
  readonly complaints: readonly string[]
  /** Every host that was asked for anything. */
  readonly hosts: ReadonlySet<string>
}

/**
 * A browser of its own (cookies, language, size), signed in by a one-time link and at `path`. Closing its context throws when any
 * of its pages has asked another host for anything.
 */
export async function openDashboard(
  browser: Browser,
  { link, path = '/', ...options }: BrowserContextOptions & { readonly link: string; readonly path?: string },
): Promise<OpenDashboard> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 }, ...options })
  // No promise: how long a machine that does other things, too, may take.
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  const complaints: string[] = []
  const hosts = new Set<string>()
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', error => complaints.push(error.message))
  context.on('request', request => hosts.add(new URL(request.url()).host))
  refuseStrangers(context, hosts, new URL(link).host)
  await context.request.get(link)
  await page.goto(new URL(path, link).href)
  return { context, page, complaints, hosts }
}

function refuseStrangers(context: BrowserContext, hosts: ReadonlySet<string>, own: string): void {
  const close = context.close.bind(context)
  context.close = async options => {
    await close(options)
    // What has no host was made on the page itself: `blob:`, `data:`.
    const strangers = [...hosts].filter(host => host !== '' && host !== own)
    if (strangers.length > 0) throw new Error(`a page of the dashboard asked ${strangers.join(', ')}`)
  }
}

export interface Violation {
  readonly id: string
  readonly places: readonly string[]
}

/** What axe finds wrong on the page as it is now: WCAG 2.2 AA and best practices. Empty: nothing. */
export async function findViolations(page: Page): Promise<readonly Violation[]> {
  axeSource ??= await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  // The hint of whatever was pressed last belongs to no landmark; it goes with the pointer.
  await page.mouse.move(0, 0)
  await page.getByRole('tooltip').first().waitFor({ state: 'hidden' })
  // A script element of ours would be refused by the page's policy; the debugger's own evaluation is not.
  await page.evaluate(axeSource)
  return page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.map(({ id, nodes }) => ({ id, places: nodes.map(({ html, any }) => html.slice(0, 200) + ' ' + any.map(each => each.message).join('; ')) })))`)
}

let axeSource: string | undefined
