import { describe, expect, it } from 'vitest'
import { newPerson } from '../harness/browser.ts'
import { eventually } from '../harness/eventually.ts'
import { useStage } from '../harness/stage.ts'
import { widgetPage } from '../pages/widget-page.ts'

describe('a visitor of the hosted page', () => {
  const stage = useStage()

  it('is offered notifications where the worker’s file is, and its browser shows them', async () => {
    const { page, context, troubles } = await newPerson(stage.browser)
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
