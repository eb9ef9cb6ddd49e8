import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { root } from '../../../../scripts/tools.mjs'
import { newPerson } from '../harness/browser.ts'
import { runExample, startExample } from '../harness/example.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()

/** Starts an example, opens it, and ends it after. */
async function withExample<T>(
  file: string,
  work: (at: Awaited<ReturnType<typeof newPerson>> & { url: string }) => Promise<T>,
  env: Record<string, string> = {},
): Promise<T> {
  const example = await startExample(file, stage.server.url, env)
  const person = await newPerson(stage.browser)
  try {
    await person.page.goto(example.url)
    return await work({ ...person, url: example.url })
  } finally {
    await person.context.close()
    example.stop()
  }
}

type SignedIn = { access: string; workspace: { id: string } }

/** A key for signing identities, as an admin makes it. */
async function aKey(): Promise<Record<string, string>> {
  const call = async (where: string, init: RequestInit) =>
    (await fetch(`${stage.server.url}/api/v1/${where}`, { method: 'POST', ...init })).json()
  const headers = { 'content-type': 'application/json' }
  const { access, workspace }: SignedIn = await call('sessions', { headers, body: JSON.stringify(OWNER) })
  const { key, secret } = await call('identity-keys', { headers: { authorization: `Bearer ${access}` } })
  return { PARLEY_KEY_ID: key.id, PARLEY_KEY_SECRET: secret, PARLEY_WORKSPACE: workspace.id }
}

/** Presses the button of a call on the page that has them all. */
async function answerOf(page: Page, name: string): Promise<string> {
  const row = page.locator(`[data-call="${name}"]`)
  await row.locator('button').evaluate((button: HTMLElement) => button.click())
  if (name === 'resume') await page.getByRole('button', { name: 'Not now' }).click() // it asks the visitor first
  await row.locator('code:not(:empty)').waitFor({ state: 'attached' })
  return (await row.locator('code').textContent()) ?? ''
}

describe('examples of pages', () => {
  it('plain-html: attributes place the launcher, elements open the chat, the queue and the window hear events', () =>
    withExample('plain-html/serve.mjs', async ({ page }) => {
      const chat = widgetPage(page)
      await chat.launcher.waitFor()
      const box = await chat.launcher.boundingBox()
      expect(1440 - (box?.x ?? 0) - (box?.width ?? 0)).toBe(40)
      await page.getByText(/here now|away for a moment|back tomorrow/).waitFor()
      await page.getByRole('button', { name: 'Ask whether' }).click()
      expect(await chat.composer.inputValue()).toBe('Is the large pot back?')
      await page.getByRole('list', { name: 'What the chat tells' }).getByText('opened').waitFor()
      await page.getByRole('button', { name: 'Close the chat' }).click()
      await chat.launcher.waitFor()
      await page.getByRole('link', { name: 'Write to us' }).click()
      await chat.composer.waitFor()
    }))

  it('single-page-app: stays open from page to page, knows who signed in, and tells what happened', () =>
    withExample('single-page-app/serve.ts', async ({ page, url, troubles }) => {
      const chat = widgetPage(page)
      await page.getByRole('button', { name: 'Help' }).click()
      await chat.write('hello from the shop')
      await chat.thread.getByText('Sent').first().waitFor()
      await page.getByRole('link', { name: 'Basket' }).click()
      await page.getByRole('button', { name: 'Put a pot in' }).click()
      await page.getByText('1 in it').waitFor()
      expect(page.url()).toBe(`${url}/basket`)
      await chat.message('hello from the shop').waitFor()
      await page
        .getByRole('list')
        .getByText(/^page .*\/basket/)
        .first()
        .waitFor()
      await page.getByRole('link', { name: 'Account' }).click()
      await page.getByRole('button', { name: 'Sign in as Ada' }).click()
      await page.getByText('You are Ada.').waitFor()
      await page
        .getByRole('list')
        .getByText(/^visitor:identified/)
        .first()
        .waitFor()
      await page.goBack()
      await page.getByRole('heading', { name: 'Basket' }).waitFor()
      expect(troubles).toEqual([])
    }))

  it(
    'single-page-app: runs one call of every method; each answers, or says by a code why not',
    { timeout: 120_000 },
    () =>
      withExample('single-page-app/serve.ts', async ({ page, url, troubles }) => {
        await page.goto(`${url}/calls`)
        const read = (name: string) => readFileSync(path.join(root, 'docs/reference', name), 'utf8')
        const errors = read('sdk.md') + read('errors.md')
        const names = await page
          .locator('[data-call]')
          .evaluateAll((all) => all.map((row) => row.getAttribute('data-call')))
        expect(names.length).toBeGreaterThan(80)
        const last = ['logout', 'reset', 'eraseMe', 'popout', 'destroy']
        // `create` first: `instance` waits for the widget that it names.
        const answers: string[] = []
        for (const name of ['create', ...names.filter((one) => !last.includes(String(one))), ...last])
          answers.push(await answerOf(page, String(name)))
        const codes = answers.filter((answer) => /^[a-z]+(_[a-z]+)+$/.test(answer))
        expect(codes.filter((code) => !errors.includes(`\`${code}\``))).toEqual([])
        expect(troubles).toEqual([])
      }),
  )
})

describe('examples of servers', () => {
  it('signed-identity: the team sees a verified person, whose conversation is hers in every browser until she leaves', async () => {
    const env = await aKey()
    const file = 'signed-identity/serve.ts'
    const said = `where is my pot ${Date.now()}`
    const asAda = ({ page }: Awaited<ReturnType<typeof newPerson>>) =>
      page
        .getByRole('button', { name: 'Sign in as Ada' })
        .click()
        .then(() => page.getByText('The team knows you are Ada Byron.').waitFor())
    await withExample(
      file,
      async (person) => {
        await asAda(person)
        const chat = widgetPage(person.page)
        await chat.open()
        await chat.write(said)
        await chat.thread.getByText('Sent').first().waitFor()
        const other = await newPerson(stage.browser)
        await other.page.goto(person.url)
        await asAda(other)
        await widgetPage(other.page).open()
        await other.page.getByText(said).first().waitFor()
        await other.page.getByRole('button', { name: 'Sign out' }).click()
        await widgetPage(other.page).launcher.waitFor()
        await widgetPage(other.page).open()
        expect(await other.page.getByText(said).count()).toBe(0)
        expect((await other.page.request.get(`${person.url}/identity-token`)).status()).toBe(401)
        await other.context.close()
      },
      env,
    )
  })
})

describe('examples of programs', () => {
  it('headless-bot: greets whom it does not understand with replies to press, and answers a press', async () => {
    const { email: PARLEY_BOT_EMAIL, password: PARLEY_BOT_PASSWORD } = OWNER
    const env = { PARLEY_BOT_URL: stage.server.url, PARLEY_BOT_EMAIL, PARLEY_BOT_PASSWORD }
    const bot = runExample('headless-bot/src/main.ts', [], env)
    const { page, context } = await newPerson(stage.browser)
    await page.goto(stage.host.url())
    const chat = widgetPage(page)
    await chat.open()
    await chat.write('Do you like tea?')
    await page.getByRole('button', { name: 'Opening hours' }).click()
    await chat.message('We are here on weekdays from nine to six.').waitFor()
    bot.kill()
    await context.close()
  })
})
