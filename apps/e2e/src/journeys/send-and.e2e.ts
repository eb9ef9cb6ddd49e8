import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const shots = process.env['SHOTS']

describe('an answer and what follows it', () => {
  const stage = useStage()

  it('is taken back within its time, sent when the page is left, and closes the conversation by one key', async () => {
    const mark = `answer ${Date.now()}`
    const visitor = await newPerson(stage.browser)
    const agent = await newPerson(stage.browser)
    const chat = widgetPage(visitor.page)
    const inbox = inboxPage(agent.page, stage.server.url)
    const { page } = agent

    await inbox.signIn(OWNER)
    await visitor.page.goto(stage.host.url())
    await chat.open()
    await chat.write(mark)
    await page.goto(`${stage.server.url}/inbox/settings/profile`)
    await page
      .getByRole('group', { name: 'Take an answer back for' })
      .getByRole('button', { name: '20 seconds' })
      .click()
    if (shots) await page.screenshot({ path: `${shots}/sending.png` })
    await page.goto(`${stage.server.url}/inbox`)
    await inbox.openRow(mark)

    await inbox.reply.fill(`${mark} wrong`)
    await page.getByRole('button', { name: 'More ways to send' }).click()
    await page.getByRole('menu', { name: 'More ways to send' }).waitFor()
    if (shots) await page.screenshot({ path: `${shots}/send-menu.png` })
    await page.keyboard.press('Escape')
    await inbox.reply.press('Enter')
    await page.getByText('Send now').waitFor()
    if (shots) await page.screenshot({ path: `${shots}/held.png` })
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Undo' }).click()
    expect(await inbox.reply.inputValue()).toBe(`${mark} wrong`)

    await inbox.reply.fill(`${mark} right`)
    await inbox.reply.press('Enter')
    await page.reload()
    await chat.message(`${mark} right`).waitFor()
    expect(await chat.message(`${mark} wrong`).count()).toBe(0)

    await inbox.reply.fill(`${mark} bye`)
    await inbox.reply.press('Control+Shift+Enter')
    await page.getByRole('button', { name: 'Send now' }).click()
    await page.getByRole('button', { name: 'Reopen', exact: true }).waitFor()
    await chat.message(`${mark} bye`).waitFor()
  })
})
