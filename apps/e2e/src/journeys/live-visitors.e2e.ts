import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { setOptions } from '../harness/site-options.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()
/** What is noted in five seconds, kept for two and asked for every five; who leaves is waited for eight. */
const SOON = { timeout: 30_000 }

const seeOpeners = (live: boolean) => setOptions(stage.server, ({ privacy }) => ({ privacy: { ...privacy, live } }))

/** The owner before the list of visitors. */
async function atTheList() {
  const person = await newPerson(stage.browser)
  const { page } = person
  await inboxPage(page, stage.server.url).signIn(OWNER)
  await page
    .getByRole('link', { name: /^Visitors/ })
    .first()
    .click()
  await page.getByRole('heading', { name: /^Visitors/ }).waitFor()
  const list = page.getByRole('list', { name: 'Visitors' })
  return { ...person, row: (text: string) => list.getByRole('listitem').filter({ hasText: text }), list }
}

/** A page of its own name, so that nobody else's row is taken for his. */
async function onTheSite(title: string) {
  const person = await newPerson(stage.browser)
  await person.page.goto(stage.host.url())
  await person.page.evaluate((name) => {
    document.title = name
  }, title)
  return { ...person, chat: widgetPage(person.page) }
}

/** In both themes, once the colours of the one have become those of the other. */
async function expectReadable(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.evaluate(() => {
      const changing = document.getAnimations().filter((one) => one instanceof CSSTransition)
      return Promise.allSettled(changing.map(({ finished }) => finished))
    })
    expect(await axeFindings(page, ['target-size'])).toEqual([])
  }
}

describe('the visitors who are there', { timeout: 150_000 }, () => {
  it('are seen from the moment they open the chat where the site says so, with their page, until they leave', async () => {
    await seeOpeners(true)
    const agent = await atTheList()
    await agent.page.getByText('Nobody is connected right now').waitFor()
    const visitor = await onTheSite('A plain page')
    await visitor.chat.open()
    await agent.row('A plain page').waitFor(SOON)
    expect(await agent.row('A plain page').textContent()).toContain('None')
    await agent.page.getByRole('link', { name: 'Visitors, 1 here' }).first().waitFor()

    // The page goes on without being loaded, and without a word to us.
    await visitor.page.evaluate(() => {
      history.pushState(null, '', '/none/demo/teas?token=sesame')
      document.title = 'All our teas'
    })
    await agent.row('All our teas').waitFor(SOON)
    expect(await agent.row('All our teas').textContent()).toContain('/none/demo/teas')
    expect(await agent.page.content()).not.toContain('sesame')

    await visitor.chat.write('do you have sencha?')
    await agent.row('Waiting').waitFor(SOON)
    await agent.page.getByRole('list', { name: 'Visitors' }).getByRole('link', { name: 'Visitor', exact: true }).click()
    await agent.page.getByRole('complementary', { name: 'About this visitor' }).waitFor()
    await expectReadable(agent.page)

    await visitor.context.close()
    await agent.page.getByText('Not here any more.').waitFor(SOON)
    await agent.page.getByText('Nobody is connected right now').waitFor(SOON)
    await agent.page.keyboard.press('Escape')
    expect(await axeFindings(agent.page, ['target-size'])).toEqual([])
    await agent.context.close()
  })

  it('are spoken to from the list, also who wrote nothing yet', async () => {
    await seeOpeners(true)
    const agent = await atTheList()
    const visitor = await onTheSite('A quiet page')
    await visitor.chat.open()
    await agent.row('A quiet page').waitFor(SOON)
    await agent.page.keyboard.press('j')
    await agent.page.getByRole('button', { name: 'Start a conversation' }).click()
    const dialog = agent.page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Message' }).fill('may I help with the teas?')
    await dialog.getByRole('button', { name: 'Send' }).click()
    await visitor.chat.message('may I help with the teas?').waitFor(SOON)
    await visitor.chat.write('yes, which one is sweet?')
    const thread = agent.page.getByRole('log', { name: 'Messages' })
    await thread.getByText('yes, which one is sweet?', { exact: true }).waitFor(SOON)
    expect(visitor.troubles).toEqual([])
    for (const { context } of [visitor, agent]) await context.close()
  })
})

describe('the list of visitors', { timeout: 150_000 }, () => {
  it('fits a phone, in both themes, and is worked by the keyboard', async () => {
    await seeOpeners(false)
    const agent = await atTheList()
    const visitor = await onTheSite('A narrow page')
    await visitor.chat.open()
    await visitor.chat.write('hello')
    await agent.row('A narrow page').waitFor(SOON)
    await agent.page.keyboard.press('j')
    await agent.page.getByRole('complementary', { name: 'About this visitor' }).waitFor()
    await agent.page.keyboard.press('Escape')
    await agent.page.setViewportSize({ width: 320, height: 640 })
    await expectReadable(agent.page)
    const overflow = await agent.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
    await agent.row('A narrow page').getByRole('link', { name: 'Visitor', exact: true }).click()
    await agent.page.getByRole('link', { name: 'Open the conversation' }).click()
    await agent.page.getByRole('log', { name: 'Messages' }).getByText('hello', { exact: true }).waitFor()
    for (const { context } of [visitor, agent]) await context.close()
  })
})
