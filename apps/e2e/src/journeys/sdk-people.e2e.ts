import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { signerOf } from '../harness/signer.ts'
import { useStage } from '../harness/stage.ts'
import { createIdentityKey } from '../pages/identity-page.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()

type Call = (...args: unknown[]) => Promise<unknown>
type Scope = { Parley: Record<string, Call>; seen: { type: string; data: unknown }[]; unhandled: string[] }

/** A key as an admin makes it; its secret is shown once. */
async function signer(page: Page) {
  return signerOf(await createIdentityKey(page, stage.server.url))
}

async function onPage({ hasClock = false } = {}) {
  const person = await newPerson(stage.browser)
  if (hasClock) await person.page.clock.install()
  await person.page.addInitScript(`
    Object.assign(globalThis, { seen: [], unhandled: [], Parley: [['onAny', (event) => seen.push(event)]] })
    addEventListener('unhandledrejection', (event) => unhandled.push(String(event.reason)))`)
  await person.page.goto(stage.host.url())
  await person.page.getByRole('button', { name: 'Open chat' }).waitFor()
  return person
}
const call = (page: Page, name: string, ...args: unknown[]) =>
  page.evaluate(([method, given]) => (globalThis as unknown as Scope).Parley[method]?.(...given), [name, args] as const)
const codeOf = (page: Page, name: string, ...args: unknown[]) =>
  page.evaluate(
    ([method, given]) =>
      (globalThis as unknown as Scope).Parley[method]?.(...given).then(
        () => 'done',
        ({ code }: { code: string }) => code,
      ),
    [name, args] as const,
  )
const typesOn = (page: Page) => page.evaluate(() => (globalThis as unknown as Scope).seen.map(({ type }) => type))

describe('whom a page says it has before it', () => {
  let sign: Awaited<ReturnType<typeof signer>>
  beforeAll(async () => {
    const owner = await newPerson(stage.browser)
    await inboxPage(owner.page, stage.server.url).signIn(OWNER)
    sign = await signer(owner.page)
    await owner.context.close()
  })

  it('is believed by a token, in each browser, until he logs out; what it tells of him is on his card', async () => {
    const owner = await newPerson(stage.browser)
    const inbox = inboxPage(owner.page, stage.server.url)
    await inbox.signIn(OWNER)
    const first = await onPage()
    expect(await codeOf(first.page, 'identify', { id: 'ada' }, { token: 'not.a.token' })).toBe('identity_invalid')
    expect(await codeOf(first.page, 'identify', { id: 'ada' }, { token: sign('ada', { name: 'Ada' }) })).toBe('done')
    await call(first.page, 'set', { plan: 'pro' })
    await call(first.page, 'startConversation', { message: 'my brakes squeal' })
    const chat = widgetPage(first.page)
    await chat.thread.getByText('Sent').first().waitFor()
    await call(first.page, 'track', 'basket filled', { items: 3 })
    expect(await typesOn(first.page)).toContain('visitor:identified')

    // Another browser of hers knows what she said; once she is gone it knows nothing.
    const second = await onPage()
    await call(second.page, 'identify', { id: 'ada' }, { token: sign('ada') })
    await call(second.page, 'open')
    const there = widgetPage(second.page)
    await there.message('my brakes squeal').waitFor()
    await call(second.page, 'logout')
    await call(second.page, 'open')
    await there.composer.waitFor()
    expect(await there.thread.getByText('my brakes squeal').count()).toBe(0)
    expect(await call(second.page, 'getVisitorId')).toBe(null)

    await owner.page.goto(`${stage.server.url}/inbox`)
    await inbox.openRow('my brakes squeal')
    const details = owner.page.getByRole('complementary', { name: 'About the visitor' })
    for (const text of ['Verified', 'pro', 'basket filled']) await details.getByText(text, { exact: true }).waitFor()
    for (const { page } of [first, second])
      expect(await page.evaluate(() => (globalThis as unknown as Scope).unhandled)).toEqual([])
    for (const { context } of [first, second, owner]) await context.close()
  })

  it('is asked for again before the hour of a signature is over', async () => {
    const { page, context } = await onPage({ hasClock: true })
    let asked = 0
    await page.exposeFunction('freshToken', () => {
      asked++
      return sign('grace')
    })
    await page.evaluate(async () => {
      const { Parley, freshToken } = globalThis as unknown as Scope & { freshToken: () => Promise<string> }
      await Parley['setTokenProvider']?.(() => freshToken())
    })
    expect(asked).toBe(1)
    await page.clock.fastForward('56:00')
    await expect.poll(() => asked).toBe(2)
    await call(page, 'setTokenProvider', null)
    await page.clock.fastForward('56:00')
    await new Promise((done) => setTimeout(done, 300))
    expect(asked).toBe(2)
    await context.close()
  })
})
