import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { startDeploys } from '../harness/deploys.ts'
import { freePort, OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'

const port = await freePort()
const deploys = await startDeploys({ port: () => port })
const stage = useStage({ PORT: String(port), PUBLIC_URL: deploys.url })
afterAll(() => deploys.close())

/** What only this load of the page has. */
const mark = (page: Page) => page.evaluate(() => Object.assign(window, { isThisLoad: true }) && undefined)
const isMarked = (page: Page) => page.evaluate(() => 'isThisLoad' in window)
/** The page is looked at again: it asks whether there is another build. */
const comeBack = (page: Page) => page.evaluate(() => void window.dispatchEvent(new Event('focus')))
const prompt = (page: Page) => page.getByText('A new version of the inbox is ready.')

describe('a deploy', () => {
  it('is told in every tab, takes no page away, and loses nothing that was written', async () => {
    const agent = await newPerson(stage.browser, { workers: true })
    const { page } = agent
    const inbox = inboxPage(page, deploys.url)
    await inbox.signIn(OWNER)
    await page.evaluate(() => navigator.serviceWorker.ready)
    const other = await agent.context.newPage()
    await other.goto(`${deploys.url}/inbox`)
    await inboxPage(other, deploys.url).list.getByRole('listitem').first().waitFor()
    await inbox.list.getByRole('listitem').first().click()
    await inbox.reply.fill('Half a sentence')
    await mark(page)
    await mark(other)

    deploys.deploy()
    await comeBack(page)
    await prompt(page).waitFor()
    await prompt(other).waitFor()
    expect(await axeFindings(page)).toEqual([])
    expect(await inbox.reply.inputValue()).toBe('Half a sentence')
    expect([await isMarked(page), await isMarked(other)]).toEqual([true, true])

    await page.getByRole('button', { name: 'Update now' }).click()
    await page.waitForFunction(() => !('isThisLoad' in window))
    await inbox.thread.waitFor()
    expect(await inbox.reply.inputValue()).toBe('Half a sentence')
    expect(await prompt(page).count()).toBe(0)
    expect(await isMarked(other)).toBe(true)
    await other.getByRole('button', { name: 'Later' }).click()
    expect(agent.troubles).toEqual([])
    await agent.context.close()
  })

  it('that took a part of the app away ends in the prompt', async () => {
    const agent = await newPerson(stage.browser)
    const { page } = agent
    await inboxPage(page, deploys.url).signIn(OWNER)
    await page.route(/\/Contacts-\w+\.js$/, (route) => route.fulfill({ status: 404 }))
    await page.route('**/inbox', async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ response: answer, body: (await answer.text()).replace(/main-\w+\.js/, 'main-NEWBUILD.js') })
    })
    await page.getByRole('link', { name: 'Contacts' }).click()
    await prompt(page).waitFor()
    await agent.context.close()
  })
})
