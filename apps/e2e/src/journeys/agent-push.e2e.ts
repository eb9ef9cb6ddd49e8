import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { eventually } from '../harness/eventually.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()

/** In place of the browser maker's push service, which no browser under test has: what it would give, and whether it is still wanted. */
function fakePushService(): void {
  const KEY = 'subscribed'
  // A point of the curve. Nothing is ever sent: the name leads nowhere.
  const p256dh = 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4'
  const one = (endpoint: string) => ({
    options: { applicationServerKey: null },
    toJSON: () => ({ endpoint, keys: { p256dh, auth: 'A'.repeat(22) } }),
    async unsubscribe() {
      localStorage.removeItem(KEY)
      return true
    },
  })
  PushManager.prototype.subscribe = async () => {
    const endpoint = `https://push.example/${Date.now()}`
    localStorage.setItem(KEY, endpoint)
    return one(endpoint) as unknown as PushSubscription
  }
  PushManager.prototype.getSubscription = async () => {
    const endpoint = localStorage.getItem(KEY)
    return endpoint ? (one(endpoint) as unknown as PushSubscription) : null
  }
}

it('an agent is told on a device of his, tries it, is led to the message, and no more once he has signed out', async () => {
  const { url } = stage.server
  const { page, context, troubles } = await newPerson(stage.browser, { workers: true })
  await context.grantPermissions(['notifications'], { origin: url })
  await page.addInitScript(fakePushService)
  const inbox = inboxPage(page, url)
  await inbox.signIn(OWNER)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  const subscribed = () => page.evaluate(() => localStorage.getItem('subscribed'))

  await page.goto(`${url}/inbox/settings/notifications`)
  const push = page.getByRole('switch', { name: 'Push notifications' })
  await push.click()
  const devices = page.getByRole('list', { name: 'Devices told by push' })
  await devices.getByText('This device').waitFor()
  expect(await subscribed()).toMatch(/^https/)
  await page.getByRole('checkbox', { name: 'A new conversation waits: Push' }).uncheck()
  await page.getByLabel('Push notifications say').selectOption('event')
  await devices.getByRole('button', { name: /^Send me one/ }).click()
  await page.getByText(/^Its push service does not answer/).waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.reload()
  await devices.getByText('This device').waitFor()
  expect(await page.getByRole('checkbox', { name: 'A new conversation waits: Push' }).isChecked()).toBe(false)
  expect(await page.getByLabel('Push notifications say').inputValue()).toBe('event')

  const words = `push ${Date.now()}`
  await visitorAsks(words)
  const [worker] = context.serviceWorkers()
  if (!worker) throw new Error('the inbox has a worker')
  await page.goto(`${url}/inbox`)
  await page.getByText(words).first().click()
  await inbox.message(words).waitFor()
  const path = new URL(page.url()).pathname.replace('/inbox', '')
  await page.goto(`${url}/inbox/settings/notifications`)
  await devices.waitFor()

  await eventually('the notification', async () => {
    await deliver(page, { title: 'New conversation', body: 'Vera', tag: 'waiting x', path })
    return (await shown(page)).includes('New conversation: Vera')
  })
  await worker.evaluate(pressNotification)
  await inbox.message(words).waitFor()

  await page.goto(`${url}/inbox/settings/profile`)
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.getByRole('textbox', { name: 'Password', exact: true }).waitFor()
  await eventually('the end of the subscription', async () => (await subscribed()) === null)
  expect(troubles).toEqual([])
  await context.close()
}, 120_000)

async function visitorAsks(words: string): Promise<void> {
  const { page, context } = await newPerson(stage.browser)
  await page.goto(stage.host.url())
  const chat = widgetPage(page)
  await chat.open()
  await chat.write(words)
  await chat.thread.getByText('Sent').first().waitFor()
  await context.close()
}

const shown = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    return (await registration.getNotifications()).map(({ title, body }) => `${title}: ${body}`)
  })

/** As the browser does when its maker's service has something for the worker. */
async function deliver(page: Page, told: object): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  const known = new Promise<string>((resolve) => {
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const one = registrations.find(({ scopeURL, isDeleted }) => scopeURL.endsWith('/inbox') && !isDeleted)
      if (one) resolve(one.registrationId)
    })
  })
  await cdp.send('ServiceWorker.enable')
  const [registrationId, origin] = [await known, new URL(page.url()).origin]
  await cdp.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: JSON.stringify(told) })
}

/** What runs in the worker: a browser under test has no list of notices that could be pressed. */
async function pressNotification(): Promise<void> {
  type Scope = { registration: ServiceWorkerRegistration; dispatchEvent(event: Event): void }
  const scope = globalThis as unknown as Scope
  const [notification] = await scope.registration.getNotifications()
  const event = new Event('notificationclick')
  // Only a true press may bring a window to the front.
  Object.assign(event, { notification, waitUntil: (task: Promise<unknown>) => void task.catch(() => undefined) })
  scope.dispatchEvent(event)
}
