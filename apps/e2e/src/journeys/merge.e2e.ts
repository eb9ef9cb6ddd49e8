import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const shots = process.env['SHOTS']

describe('two conversations of one visitor', () => {
  const stage = useStage()

  it('SYNC-93 become one: the visitor goes on there, the colleague’s draft comes along, and it can be undone', async () => {
    const mark = `merge ${Date.now()}`
    const visitor = await newPerson(stage.browser)
    await visitor.page.goto(stage.host.url())
    const chat = widgetPage(visitor.page)
    await chat.open()
    await chat.write(`${mark} first matter`)
    await chat.message(`${mark} first matter`).waitFor()
    await visitor.page.getByRole('button', { name: 'All conversations' }).click()
    await visitor.page.getByRole('button', { name: 'New conversation' }).click()
    await chat.write(`${mark} second matter`)
    await chat.message(`${mark} second matter`).waitFor()

    const [one, two] = [await newPerson(stage.browser), await newPerson(stage.browser)]
    const [inbox, other] = [inboxPage(one.page, stage.server.url), inboxPage(two.page, stage.server.url)]
    await inbox.signIn(OWNER)
    await other.signIn(OWNER)
    for (const { page } of [one, two]) await page.goto(`${stage.server.url}/inbox?view=open`)
    await other.openRow(`${mark} second matter`)
    await other.reply.fill('half an answer')

    await inbox.openRow(`${mark} second matter`)
    await one.page.getByRole('button', { name: 'Close', exact: true }).focus()
    await one.page.keyboard.press('Shift+M')
    const dialog = one.page.getByRole('dialog')
    await dialog.getByRole('option', { name: `${mark} first matter` }).waitFor()
    await dialog.getByText('This one closes.').waitFor()
    expect(await axeFindings(one.page)).toEqual([])
    if (shots) await one.page.screenshot({ path: `${shots}/merge-choose.png` })
    await one.page.keyboard.press('Enter')
    await one.page.getByText('Merged. It goes on here.').waitFor()
    await inbox.message(`${mark} first matter`).waitFor()
    await inbox.thread.getByText(/merged another conversation into this one/).waitFor()

    await two.page.getByText(/What you were writing came along/).waitFor()
    await other.message(`${mark} first matter`).waitFor()
    expect(await other.reply.inputValue()).toBe('half an answer')
    await chat.message(`${mark} first matter`).waitFor()
    await chat.write(`${mark} is it the same?`)
    await inbox.message(`${mark} is it the same?`).waitFor()

    await inbox.thread.getByRole('button', { name: 'Show what was said there' }).click()
    await dialog.getByText(`${mark} second matter`).waitFor()
    expect(await axeFindings(one.page)).toEqual([])
    if (shots) await one.page.screenshot({ path: `${shots}/merge-read.png` })
    await dialog.getByRole('button', { name: 'Undo the merge' }).click()
    await inbox.message(`${mark} second matter`).waitFor()
    await inbox.thread.getByText(/took it out of the other conversation again/).waitFor()
  })
})
