import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { type Device, newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { setOptions } from '../harness/site-options.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()
const shots = process.env['SHOTS']
const shoot = async (page: Page, name: string) =>
  void (shots && (await page.screenshot({ path: `${shots}/${name}.png` })))

let nextId = 10_000_000
const aCampaign = (text: string, change: object = {}) => ({
  ...{ id: `cmp_${nextId++}`, name: text, on: true, text: { en: text }, agentId: null, replies: [], conditions: [] },
  ...{ triggers: [{ type: 'time', seconds: 0 }], cap: { per: 'page', days: 1 }, opens: false },
  ...change,
})
const run = (...campaigns: object[]) => setOptions(stage.server, () => ({ proactive: { campaigns } }))
const url = (is: boolean, ...patterns: string[]) => ({ type: 'url', is, patterns })

/** Somebody new on a page of the site, and what the widget told it. */
async function arrive({ device = 'desktop', theme = 'light', path = '', strict = true }: Arrival = {}) {
  const person = await newPerson(stage.browser, { device, theme })
  await person.page.addInitScript(() => {
    const told: string[] = []
    Object.assign(globalThis, { told })
    for (const what of ['shown', 'clicked', 'dismissed'])
      addEventListener(`parley:campaign:${what}`, () => told.push(what))
  })
  const address = stage.host.url(strict ? 'strict' : 'none') + path
  await person.page.goto(address)
  const { page } = person
  return {
    ...{ ...person, address, chat: widgetPage(page) },
    bubble: page.getByRole('region', { name: /^Message from/ }),
    told: () => page.evaluate('globalThis.told'),
    say: (code: string) => page.evaluate(`Parley.${code}`),
  }
}
type Arrival = { device?: Device; theme?: 'light' | 'dark'; path?: string; strict?: boolean }

/** Long enough for whatever would wrongly come. */
const settled = (page: Page) => page.waitForTimeout(1_200)

beforeEach(() => setOptions(stage.server, ({ privacy }) => ({ privacy: { ...privacy, consent: 'granted' } })))

describe('37 a proactive message comes', () => {
  it('comes by address and time, opens the chat, and is what the agent sees answered', async () => {
    const text = 'Questions about our prices?'
    const sign = { triggers: [{ type: 'time', seconds: 1 }], conditions: [url(true, '*plan=pro*')] }
    await run(aCampaign('Elsewhere', { conditions: [url(true, '/blog*')] }), aCampaign(text, sign))
    const { page, chat, bubble, told, troubles, context } = await arrive({ path: '?plan=pro' })
    await bubble.getByText(text).waitFor()
    expect(await told()).toEqual(['shown'])
    expect(await axeFindings(page)).toEqual([])
    await shoot(page, 'campaign-desktop-light')
    await bubble.getByText(text).click()
    await chat.composer.waitFor()
    await chat.message(text).waitFor()
    expect(await told()).toEqual(['shown', 'clicked'])
    await shoot(page, 'campaign-opened')
    const answer = `Yes ${Date.now()}`
    await chat.write(answer)
    await chat.thread
      .getByText(/^Sent$|^Delivered$/)
      .first()
      .waitFor()
    await page.reload()
    await chat.open()
    await chat.message(text).waitFor()
    await chat.message(answer).waitFor()
    expect(await chat.message(text).count()).toBe(1)

    const agent = await newPerson(stage.browser)
    const inbox = inboxPage(agent.page, stage.server.url)
    await inbox.signIn(OWNER)
    await inbox.openRow(answer)
    await agent.page.getByRole('log').getByText(text).waitFor()
    await shoot(agent.page, 'campaign-inbox')
    expect(troubles).toEqual([])
    await context.close()
    await agent.context.close()
  })

  it('comes when the pointer leaves through the top, once a visit over reloads, and not before', async () => {
    await run(aCampaign('Wait a moment', { triggers: [{ type: 'exit' }], cap: { per: 'visit', days: 1 } }))
    const { page, bubble, context } = await arrive()
    const campaigns = () => page.waitForResponse((response) => response.url().includes('/campaigns'))
    const leave = async () => {
      await page.mouse.move(300, 300)
      await page.mouse.move(300, 2)
      await page.evaluate(() =>
        document.documentElement.dispatchEvent(
          new MouseEvent('mouseout', { bubbles: true, relatedTarget: null, clientY: -1 }),
        ),
      )
    }
    await settled(page)
    expect(await bubble.count()).toBe(0)
    await leave()
    await bubble.waitFor()
    const asked = campaigns()
    await page.reload()
    await asked
    await settled(page)
    await leave()
    await settled(page)
    expect(await bubble.count()).toBe(0)
    await context.close()
  })
})

describe('37 a proactive message of a page', () => {
  it('comes by an event and by a call, is closed by visitor and page, and stays away then', async () => {
    const cart = { triggers: [{ type: 'event', name: 'cart filled' }] }
    const help = { triggers: [{ type: 'js', name: 'help' }] }
    await run(aCampaign('Gift wrap?', cart), aCampaign('Here to help', help))
    const { page, bubble, say, told, context } = await arrive()
    await say("track('cart filled', { items: 3 })")
    await bubble.getByText('Gift wrap?').waitFor()
    await bubble.getByRole('button', { name: 'Dismiss' }).click()
    expect(await told()).toEqual(['shown', 'dismissed'])
    await say("trigger('help')")
    await bubble.getByText('Here to help').waitFor()
    await say('dismiss()')
    await bubble.waitFor({ state: 'detached' })
    expect(await told()).toEqual(['shown', 'dismissed', 'shown', 'dismissed'])
    await page.reload()
    await say("track('cart filled')")
    await say("trigger('help')")
    await settled(page)
    expect(await bubble.count()).toBe(0)
    await context.close()
  })

  it('goes with the page it was meant for, and comes on the next of a single-page app', async () => {
    await run(
      aCampaign('About tea', { conditions: [url(true, '*/tea')] }),
      aCampaign('About coffee', { conditions: [url(true, '*/coffee')] }),
    )
    const { page, bubble, context } = await arrive()
    await settled(page)
    expect(await bubble.count()).toBe(0)
    await page.evaluate("history.pushState(null, '', '/none/demo/tea')")
    await bubble.getByText('About tea').waitFor()
    await page.evaluate("history.pushState(null, '', '/none/demo/coffee')")
    await bubble.getByText('About coffee').waitFor()
    expect(await bubble.count()).toBe(1)
    await page.evaluate("history.pushState(null, '', '/none/demo/milk')")
    await bubble.waitFor({ state: 'detached' })
    await context.close()
  })
})

describe('37 a proactive message in several tabs', () => {
  it('comes in one of them', async () => {
    await run(aCampaign('Only once', { triggers: [{ type: 'js', name: 'now' }], cap: { per: 'ever', days: 1 } }))
    const first = await arrive()
    const second = await first.context.newPage()
    await second.goto(first.address)
    const pages = [first.page, second]
    for (const page of pages) await page.getByRole('button', { name: 'Open chat' }).waitFor()
    await Promise.all(pages.map((page) => settled(page)))
    const counts = async () => {
      await Promise.all(pages.map((page) => settled(page)))
      const bubbles = pages.map((page) => page.getByRole('region', { name: /^Message from/ }).count())
      return (await Promise.all(bubbles)).toSorted()
    }
    // Both are about to show it at the same moment.
    await second.evaluate(`
      void navigator.locks.request('parley:demo:campaign', () => new Promise((done) => (globalThis.release = done)))`)
    await Promise.all(pages.map((page) => page.evaluate("Parley.trigger('now')")))
    expect(await counts()).toEqual([0, 0])
    await second.evaluate('globalThis.release()')
    expect(await counts()).toEqual([0, 1])
    await first.context.close()
  })
})

describe('37 a proactive message and the chat', () => {
  it('is quiet while somebody chats, and is not canceled by open() (CW#14022)', async () => {
    await run(aCampaign('First', { triggers: [{ type: 'js', name: 'first' }], cap: { per: 'page', days: 1 } }))
    const { page, chat, bubble, say, context } = await arrive()
    await say("trigger('first')")
    await bubble.waitFor()
    await say('open()')
    await chat.message('First').waitFor()
    await bubble.waitFor({ state: 'detached' })
    await chat.write('I am here')
    await chat.thread
      .getByText(/^Sent$|^Delivered$/)
      .first()
      .waitFor()
    await chat.closer.click()
    await page.reload()
    await say("trigger('first')")
    await settled(page)
    expect(await bubble.count()).toBe(0)
    await context.close()
  })

  it('opens the chat without taking the focus where it says so, and is a bubble where the chat would cover the page', async () => {
    await run(aCampaign('Opened for you', { opens: true }))
    const { page, chat, context } = await arrive()
    await page.getByRole('button', { name: 'Add to basket' }).focus()
    await chat.message('Opened for you').waitFor()
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Add to basket')
    expect(await axeFindings(page)).toEqual([])
    const role = () => page.locator('.panel').getAttribute('role')
    expect(await role()).toBe('region')
    // Whoever opens it himself has a dialog as always.
    await page.evaluate('Parley.close()')
    await chat.open()
    expect(await role()).toBe('dialog')
    await context.close()

    const phone = await arrive({ device: 'phone', theme: 'dark' })
    await phone.bubble.waitFor()
    expect(await phone.chat.composer.isVisible()).toBe(false)
    await shoot(phone.page, 'campaign-phone-dark')
    await phone.context.close()
  })

  it('sends the words of the button that is pressed', async () => {
    await run(aCampaign('Need a hand?', { replies: [{ en: 'Yes, please' }, { en: 'Just looking' }] }))
    const { page, chat, bubble, context } = await arrive({ theme: 'dark' })
    await bubble.waitFor()
    await shoot(page, 'campaign-replies-dark')
    await bubble.getByRole('button', { name: 'Yes, please' }).click()
    await chat.message('Yes, please').waitFor()
    await chat.thread
      .getByText(/^Sent$|^Delivered$/)
      .first()
      .waitFor()
    await context.close()
  })

  it('leaves nothing on the page when the widget is taken off', async () => {
    await run(
      aCampaign('Going', {
        triggers: [{ type: 'time', seconds: 0 }, { type: 'exit' }, { type: 'scroll', percent: 50 }],
      }),
    )
    const { page, bubble, context } = await arrive({ strict: false })
    await bubble.waitFor()
    await page.evaluate('Parley.destroy()')
    expect(await page.evaluate("document.body.querySelectorAll(':scope > div').length")).toBe(0)
    await context.close()
  })
})

describe('37 whoever comes back', () => {
  it('is spoken to again once his conversation is over, and answers in a new one', async () => {
    const again = { triggers: [{ type: 'js', name: 'again' }] }
    await run(aCampaign('Something else?', again))
    const { page, chat, bubble, say, context } = await arrive()
    await chat.open()
    await chat.write('Thank you')
    await chat.thread
      .getByText(/^Sent$|^Delivered$/)
      .first()
      .waitFor()
    await say('endConversation()')
    await page.getByText('You ended the conversation').first().waitFor()
    await page.reload()
    await say("trigger('again')")
    await bubble.getByText('Something else?').click()
    await chat.message('Something else?').waitFor()
    expect(await chat.message('Thank you').count()).toBe(0)
    await chat.write('Yes')
    await chat.message('Yes').waitFor()
    await context.close()
  })
})

describe('37 42 a proactive message before consent', () => {
  it('is remembered for the page only, and nothing of it is kept in the browser', async () => {
    await setOptions(stage.server, ({ privacy }) => ({ privacy: { ...privacy, consent: 'pending' } }))
    const asking = { cap: { per: 'ever', days: 9 }, conditions: [{ type: 'visits', min: 1, max: 1 }] }
    await run(aCampaign('Nothing kept', asking))
    const { page, bubble, say, context } = await arrive()
    const kept = () =>
      page.evaluate('[...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie].join(" ")')
    for (const round of [1, 2]) {
      await bubble.waitFor()
      await bubble.getByRole('button', { name: 'Dismiss' }).click()
      await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
      expect([round, ((await kept()) as string).trim()]).toEqual([round, ''])
      await page.reload()
    }
    await bubble.waitFor()
    await say('setConsent({ storage: true })')
    expect(await kept()).toContain('said:cmp_')
    await page.reload()
    await settled(page)
    expect(await bubble.count()).toBe(0)
    await say('setConsent({ storage: false })')
    expect(((await kept()) as string).trim()).toBe('')
    await context.close()
  })
})
