import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const shots = process.env['SHOTS']

describe('two matters in one conversation', () => {
  const stage = useStage()

  it('T09 become two: the visitor has both, what went is shown in the new one, and it can be put back', async () => {
    const mark = `split ${Date.now()}`
    const visitor = await newPerson(stage.browser)
    await visitor.page.goto(stage.host.url())
    const chat = widgetPage(visitor.page)
    await chat.open()
    for (const matter of ['first matter', 'second matter']) {
      await chat.write(`${mark} ${matter}`)
      await chat.message(`${mark} ${matter}`).waitFor()
    }
    const { page } = await newPerson(stage.browser)
    const inbox = inboxPage(page, stage.server.url)
    await inbox.signIn(OWNER)
    await page.goto(`${stage.server.url}/inbox?view=open`)
    await inbox.openRow(`${mark} second matter`)
    await inbox.message(`${mark} second matter`).hover()
    await inbox.thread.getByRole('button', { name: 'More about this message' }).last().click()
    await page.getByRole('menuitem', { name: 'Split from here…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('checkbox', { name: `${mark} second matter`, checked: true }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    if (shots) await page.screenshot({ path: `${shots}/split-choose.png` })
    await dialog.getByRole('textbox', { name: 'First message in the new conversation' }).fill(`${mark} about this`)
    await dialog.getByRole('button', { name: 'Split off one message' }).click()
    await page.getByText('Split off. It goes on here.').waitFor()
    await inbox.message(`${mark} about this`).waitFor()
    await inbox.message(`${mark} second matter`).waitFor()
    if (shots) await page.screenshot({ path: `${shots}/split-new.png` })
    // The visitor is told of the new one, with what it is about above it.
    await visitor.page.getByRole('button', { name: 'All conversations' }).click()
    await visitor.page.getByRole('button', { name: `${mark} about this` }).click()
    await visitor.page.getByRole('button', { name: 'Show earlier messages' }).click()
    await chat.message(`${mark} second matter`).waitFor()
    await inbox.thread.getByRole('button', { name: 'Open the other one' }).click()
    await inbox.message(`${mark} first matter`).waitFor()
    await inbox.thread.getByRole('button', { name: 'Goes on in another conversation' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    if (shots) await page.screenshot({ path: `${shots}/split-old.png` })
    await inbox.thread.getByRole('button', { name: 'Undo the split' }).click()
    await inbox.thread.getByText(/put back what was split off/).waitFor()
    await inbox.thread.getByRole('button', { name: 'Goes on in another conversation' }).waitFor({ state: 'detached' })
  })
})
