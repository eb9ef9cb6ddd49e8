import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newPerson } from '../harness/browser.ts'
import { eventually } from '../harness/eventually.ts'
import { type HostSite, startHostSite } from '../harness/host-site.ts'
import { OWNER } from '../harness/server.ts'
import { signerOf } from '../harness/signer.ts'
import { useStage } from '../harness/stage.ts'
import { createIdentityKey } from '../pages/identity-page.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()

describe('a visitor of the hosted page', () => {
  it('is offered notifications where the worker’s file is, and its browser shows them', async () => {
    const { page, context, troubles } = await newPerson(stage.browser, { workers: true })
    const { url } = stage.server
    await context.grantPermissions(['notifications'], { origin: url })
    await page.goto(`${url}/chat/demo`)
    const chat = widgetPage(page)
    await chat.composer.waitFor()
    await chat.write('hello')
    const menu = page.getByRole('button', { name: 'Conversation menu' })
    await menu.click()
    await page.getByRole('menuitemcheckbox', { name: 'Notify me of answers' }).click()
    // A profile without a disk has no push service: that is told, and the worker is there all the same.
    await page.getByRole('menuitemcheckbox', { name: 'Notifications did not work. Try again' }).waitFor()

    const browser = await context.newCDPSession(page)
    const known = new Promise<string>((resolve) => {
      browser.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const [one] = registrations
        if (one) resolve(one.registrationId)
      })
    })
    await browser.send('ServiceWorker.enable')
    const data = JSON.stringify({
      title: 'Shop',
      body: 'New message from Ines',
      tag: 'cnv_1',
      page: `${url}/chat/demo`,
    })
    await browser.send('ServiceWorker.deliverPushMessage', { origin: url, registrationId: await known, data })
    const shown = () =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.getRegistration('/parley-sw/demo/')
        return (await registration?.getNotifications())?.map(({ title, body }) => `${title}: ${body}`) ?? []
      })
    await eventually('the notification', async () => (await shown()).includes('Shop: New message from Ines'))
    expect(troubles).toEqual([])
    await context.close()
  })
})

type Call = (...args: unknown[]) => Promise<unknown>
type Scope = { Parley: Record<string, Call>; subscribed: string | null }

/** In place of a push service, which no browser under test has: what it would give, and whether it is still wanted. */
function fakePushService(): void {
  let count = 0
  const bytes = (text: string) =>
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
  let had: unknown = null
  const scope = globalThis as unknown as Scope
  scope.subscribed = null
  PushManager.prototype.subscribe = async (options) => {
    const endpoint = `https://push.example/${++count}`
    const keys = { p256dh: `B${'A'.repeat(86)}`, auth: 'A'.repeat(22) }
    scope.subscribed = endpoint
    had = {
      options: { applicationServerKey: bytes(String(options?.applicationServerKey)).buffer },
      toJSON: () => ({ endpoint, keys }),
      async unsubscribe() {
        had = scope.subscribed = null
        return true
      },
    }
    return had as PushSubscription
  }
  PushManager.prototype.getSubscription = async () => had as PushSubscription | null
}

const call = (page: Page, name: string, ...args: unknown[]) =>
  page.evaluate(
    ([method, given]) =>
      (globalThis as unknown as Scope).Parley[method]?.(...given).catch(({ code }: { code: string }) => code),
    [name, args] as const,
  )
const begun = async (page: Page) => {
  await call(page, 'startConversation', { message: `hello ${Date.now()}` })
  await widgetPage(page).thread.getByText('Sent').first().waitFor()
}

describe('a page that asks for notifications by itself', () => {
  let host: HostSite
  beforeAll(async () => {
    host = await startHostSite(stage.server.url, { hasWorker: true })
  })
  afterAll(() => host.close())

  async function aVisitor() {
    const person = await newPerson(stage.browser, { workers: true })
    const { page, context } = person
    await context.grantPermissions(['notifications'], { origin: new URL(host.url()).origin })
    await page.addInitScript(fakePushService)
    const told: string[] = []
    page.on('response', (response) => {
      const { pathname } = new URL(response.url())
      if (pathname.endsWith('/push') && response.request().method() !== 'OPTIONS')
        told.push(`${response.request().method()} ${response.status()}`)
    })
    await page.goto(host.url())
    await page.getByRole('button', { name: 'Open chat' }).waitFor()
    return { ...person, told, subscribed: () => page.evaluate(() => (globalThis as unknown as Scope).subscribed) }
  }
  it('has them once there is a conversation, by enablePush, until disablePush', async () => {
    const { page, context, told, subscribed, troubles } = await aVisitor()
    expect(await call(page, 'enablePush')).toBe('conversation_not_found')
    await begun(page)
    expect(await call(page, 'getPushState')).toBe('off')
    await call(page, 'enablePush')
    expect(await call(page, 'getPushState')).toBe('on')
    expect(await subscribed()).toMatch(/^https/)
    await call(page, 'disablePush')
    expect(await call(page, 'getPushState')).toBe('off')
    expect(await subscribed()).toBeNull()
    expect(told).toEqual(['GET 200', 'POST 204', 'DELETE 204'])
    expect(troubles).toEqual([])
    await context.close()
  })

  it.each([['setConsent', { storage: false }], ['logout'], ['reset'], ['eraseMe']])(
    'has them no more in this browser after %s',
    async (name, ...args) => {
      const { page, context, told, subscribed } = await aVisitor()
      await begun(page)
      await call(page, 'enablePush')
      expect(await subscribed()).toMatch(/^https/)
      await call(page, name, ...args)
      await eventually('the end of the subscription', async () => (await subscribed()) === null)
      expect(told).toEqual(['GET 200', 'POST 204', 'DELETE 204'])
      await context.close()
    },
  )

  it('keeps them for whoever signs in, and not for another person', async () => {
    const owner = await newPerson(stage.browser)
    await inboxPage(owner.page, stage.server.url).signIn(OWNER)
    const sign = signerOf(await createIdentityKey(owner.page, stage.server.url))
    await owner.context.close()
    const { page, context, told, subscribed } = await aVisitor()
    await begun(page)
    await call(page, 'enablePush')
    expect(await call(page, 'identify', { id: 'ada' }, { token: sign('ada') })).toBeUndefined()
    await eventually('the new visitor to be told', () => told.filter((one) => one === 'POST 204').length === 2)
    expect(await subscribed()).toMatch(/^https/)
    await call(page, 'identify', { id: 'bob' }, { token: sign('bob') })
    await eventually('the end of the subscription', async () => (await subscribed()) === null)
    await context.close()
  })
})
