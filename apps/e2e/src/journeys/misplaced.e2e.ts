import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const shots = process.env['SHOTS']

describe('a reply that was meant as a note', () => {
  const stage = useStage()

  it('is asked for once where it reads like a note to colleagues, and becomes one', async () => {
    const mark = `matter ${Date.now()}`
    const visitor = await newPerson(stage.browser)
    const agent = await newPerson(stage.browser)
    const chat = widgetPage(visitor.page)
    const inbox = inboxPage(agent.page, stage.server.url)
    const { page } = agent
    await inbox.signIn(OWNER)
    await visitor.page.goto(stage.host.url())
    await chat.open()
    await chat.write(mark)
    await inbox.openRow(mark)
    await inbox.reply.fill(`@Everyone here: ${mark} is hopeless`)
    await inbox.reply.press('Enter')
    const question = page.getByRole('alertdialog', { name: /^This names/ })
    await question.waitFor()
    if (shots) await page.screenshot({ path: `${shots}/misplaced.png` })
    expect(await axeFindings(page)).toEqual([])
    await question.getByRole('button', { name: 'Make it a note' }).click()
    await page.getByRole('button', { name: 'Add note' }).click()
    await page.getByText(`${mark} is hopeless`).first().waitFor()
    await inbox.reply.fill(`${mark} is on its way`)
    await page.getByRole('tab', { name: 'Reply' }).click()
    await inbox.reply.fill(`${mark} is here`)
    await inbox.reply.press('Enter')
    await chat.message(`${mark} is here`).waitFor()
    expect(await visitor.page.getByText('hopeless').count()).toBe(0)
  })
})
