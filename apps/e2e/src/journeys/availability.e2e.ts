import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { type Device, newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const CLOSED = [[], [], [], [], [], [], []]

type Options = { hours: object; forms: object; home: { on: boolean } }

/** The owner's hand on the hours of the demo site, whose forms are put out of the way. */
async function ownerAt(url: string) {
  const headers = { 'content-type': 'application/json', origin: url }
  const signedIn = await fetch(`${url}/api/v1/sessions`, { method: 'POST', headers, body: JSON.stringify(OWNER) })
  const { access } = (await signedIn.json()) as { access: string }
  const ask = async (path: string, body?: object) => {
    const init = { method: body ? 'PATCH' : 'GET', headers: { ...headers, authorization: `Bearer ${access}` } }
    return (await fetch(`${url}/api/v1${path}`, body ? { ...init, body: JSON.stringify(body) } : init)).json()
  }
  const { sites } = (await ask('/sites')) as { sites: { id: string; options: Options }[] }
  const site = sites.find(({ options }) => options.home.on)
  if (!site) throw new Error('no site')
  const { hours, forms } = site.options
  const open = { ...forms, offlineOn: false, preset: 'none' }
  return {
    decide: (change: object) => ask(`/sites/${site.id}`, { options: { hours: { ...hours, ...change }, forms: open } }),
  }
}

describe('who is there', () => {
  const stage = useStage()

  it.each<Device>(['desktop', 'phone'])(
    'is told before the first word, and live while a conversation is open (%s)',
    async (device) => {
      const { decide } = await ownerAt(stage.server.url)
      const opensOn = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)
      const exceptions = [{ from: opensOn, to: opensOn, yearly: false, name: '', ranges: [{ from: 540, to: 1020 }] }]
      await decide({
        on: true,
        zone: 'Asia/Kathmandu',
        week: CLOSED,
        exceptions,
        message: { en: 'We are out riding.' },
      })
      const visitor = await newPerson(stage.browser, { device })
      const { page } = visitor
      const chat = widgetPage(page)
      await page.goto(stage.host.url())
      await chat.open()
      const closed = page.getByRole('status').filter({ hasText: 'We are out riding.' })
      await closed.getByText(/^Back \w+ at 0?9:00/).waitFor()
      await closed.getByText('Leave us a message, we answer then.').waitFor()
      expect(await axeFindings(page)).toEqual([])

      await chat.write(`${device} asks while closed`)
      await chat.message(`${device} asks while closed`).waitFor()
      await decide({ on: false })
      await closed.waitFor({ state: 'hidden' })

      const agent = await newPerson(stage.browser)
      await inboxPage(agent.page, stage.server.url).signIn(OWNER)
      await page.getByRole('button', { name: 'All conversations' }).click()
      await page.getByRole('button', { name: 'Home', exact: true }).click()
      await page.getByText(/^Here now: 1$/).waitFor({ timeout: 15_000 })
      expect(await axeFindings(page)).toEqual([])
      await page.getByRole('button', { name: new RegExp(`${device} asks while closed`) }).click()
      await chat.message(`${device} asks while closed`).waitFor()
      expect(visitor.troubles).toEqual([])
      await visitor.context.close()
      await agent.context.close()
    },
    120_000,
  )
})

describe('the settings of opening hours', () => {
  const stage = useStage()

  it('show what they mean now, and what is wrong with them', async () => {
    const agent = await newPerson(stage.browser)
    const { page } = agent
    await inboxPage(page, stage.server.url).signIn(OWNER)
    await page.goto(`${stage.server.url}/inbox/settings/sites`)
    await page
      .getByRole('link', { name: /Fern|Demo|Example/ })
      .first()
      .click()
    await page.getByRole('link', { name: 'Opening hours' }).click()
    await page.getByRole('switch', { name: 'Keep opening hours' }).check()
    await page.getByLabel('Time zone').fill('Europe/Atlantis')
    await page.getByText('There is no such time zone.').waitFor()
    await page.getByLabel('Time zone').fill('Europe/Berlin')
    await page.getByRole('button', { name: /^Remove 09:00 to 17:00 on Monday/ }).waitFor()
    await page.getByLabel('Monday, to', { exact: true }).fill('02:00')
    await page.getByText('until the next day').waitFor()
    await page.getByText(/^(Open|Closed) now$/).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Save' }).waitFor({ state: 'hidden' })
    await page.reload()
    expect(await page.getByLabel('Monday, to', { exact: true }).inputValue()).toBe('02:00')
    await agent.context.close()
  }, 120_000)
})
