import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDashboard } from '../../../testing/dashboard/build-dashboard.ts'
import { findViolations, openDashboard } from '../../../testing/dashboard/open-dashboard.ts'
import { type OwnApp, openOwnApp } from '../../../testing/dashboard/open-own-app.ts'
import { isChromiumMissing, launchChromium } from '../../../testing/launch-chromium.ts'

describe.skipIf(isChromiumMissing)('a playbook edited between two replays, without a model server', () => {
  let browser: Browser
  let own: OwnApp
  beforeAll(async () => {
    await buildDashboard()
    browser = await launchChromium()
    own = await openOwnApp()
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await own.close()
  })

  it('changes the answer to the same words, and the playground marks what is different', async () => {
    const link = await own.createLink()
    const { context, page, complaints } = await openDashboard(browser, { link, path: '/playground' })
    const chat = page.getByRole('log', { name: 'Test chat' })
    await page.getByRole('textbox', { name: 'Write to the agent…' }).fill('Hello! What can you do for me?')
    await page.getByRole('button', { name: 'Send' }).click()
    await chat.getByText('I am an AI assistant', { exact: false }).waitFor()

    await page.getByRole('link', { name: 'Edit the playbook' }).click()
    const greeting = page.getByRole('textbox', { name: 'Greeting, English' })
    await greeting.fill('Hello from the bakery! I am an AI assistant, and the bread is warm.')
    await page.getByRole('form', { name: 'In short', exact: true }).getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved. It counts from the next answer on.').waitFor()

    await page.getByRole('link', { name: 'Playground' }).click()
    await page.getByRole('button', { name: 'Replay' }).click()
    const why = page.getByRole('complementary', { name: 'Why this answer' })
    await why.getByText('changed', { exact: true }).waitFor()
    await why.getByText('Tell me what you are looking for', { exact: false }).first().waitFor()
    await why.getByText('the bread is warm', { exact: false }).first().waitFor()
    await chat.getByText('the bread is warm', { exact: false }).waitFor()
    expect(await findViolations(page)).toEqual([])

    // Nothing was edited since: nothing differs.
    await page.getByRole('button', { name: 'Replay' }).click()
    await why.getByText('same', { exact: true }).waitFor()
    expect(complaints).toEqual([])
    await context.close()
  }, 240_000)
})
