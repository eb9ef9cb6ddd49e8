import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { type Device, newPerson } from '../harness/browser.ts'
import { eventually } from '../harness/eventually.ts'
import { OWNER } from '../harness/server.ts'
import { setOptions } from '../harness/site-options.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const shots = process.env.SHOTS

/** The card, and the number in it: others of the demo wait too. */
function line(page: Page) {
  const card = page.getByRole('region', { name: 'Your place in line' })
  const place = async () => {
    const text = await card.getByRole('status').first().innerText()
    return text === 'You are next' ? 1 : Number(/number (\d+)/.exec(text)?.[1])
  }
  return { card, place }
}

/** Opens the chat of a new page and asks; listens to the place as a page does. */
async function asks(page: Page, url: string, words: string): Promise<void> {
  const chat = widgetPage(page)
  await page.goto(url)
  await page.evaluate('window.told = []; Parley.on("queue", (place) => window.told.push(place))')
  await chat.open()
  await chat.write(words)
  await line(page).card.waitFor()
}

async function shown(page: Page, name: string): Promise<void> {
  expect(await axeFindings(page)).toEqual([])
  if (shots) await page.screenshot({ path: `${shots}/${name}.png` })
}

describe('waiting for an agent', () => {
  const stage = useStage()

  it.each<[Device, 'light' | 'dark']>([
    ['phone', 'dark'],
    ['desktop', 'light'],
  ])(
    'shows each his place, moves up live when somebody is claimed, and calls who asked to be called (%s, %s)',
    async (device, theme) => {
      const mark = `${device} ${Date.now()}`
      const first = await newPerson(stage.browser, { device })
      const second = await newPerson(stage.browser, { device, theme })
      const agent = await newPerson(stage.browser)
      const inbox = inboxPage(agent.page, stage.server.url)
      await inbox.signIn(OWNER)
      await asks(first.page, stage.host.url(), `${mark} person 1`)
      const { page } = second
      await asks(page, stage.host.url(), `${mark} person 2`)
      const before = await line(page).place()
      expect(before).toBe((await line(first.page).place()) + 1)
      await line(page).card.getByText('Your place is kept').waitFor()
      await shown(page, `queue-${device}`)

      await line(page).card.getByRole('button', { name: 'Tell me when it is my turn' }).press('Enter')
      await line(page).card.getByText('You will hear a sound on this page when somebody answers.').waitFor()
      await shown(page, `queue-told-${device}`)

      await inbox.openRow(`${mark} person 1`)
      await inbox.press('Claim')
      await line(first.page).card.waitFor({ state: 'detached' })
      await eventually('he moved up', async () => (await line(page).place()) === before - 1)
      await widgetPage(page).closer.click()
      await inbox.openRow(`${mark} person 2`)
      await inbox.press('Claim')
      await page.getByRole('button', { name: /It is your turn/ }).waitFor()
      await shown(page, `queue-turn-${device}`)
      const told = (await page.evaluate('window.told')) as ({ position: number } | null)[]
      expect(told.map((place) => place?.position)).toEqual([before, before - 1, undefined])
      expect([...first.troubles, ...second.troubles]).toEqual([])
      for (const { context } of [first, second, agent]) await context.close()
    },
    120_000,
  )

  it('is not said where the owner does not want it said', async () => {
    await setOptions(stage.server, ({ features }) => ({ features: { ...features, queue: false } }))
    const { page, context } = await newPerson(stage.browser)
    const chat = widgetPage(page)
    await page.goto(stage.host.url())
    await chat.open()
    await chat.write('quietly')
    await chat.thread.getByText('Sent').waitFor()
    await page.waitForTimeout(2_500)
    expect(await line(page).card.count()).toBe(0)
    await context.close()
  }, 60_000)
})
