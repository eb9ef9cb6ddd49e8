import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const shots = process.env['SHOTS']

describe('many conversations at once', () => {
  const stage = useStage()

  it('are selected by keyboard, tagged together, and put back as one', async () => {
    const marks = [`bulk a ${Date.now()}`, `bulk b ${Date.now()}`]
    for (const mark of marks) {
      const visitor = await newPerson(stage.browser)
      await visitor.page.goto(stage.host.url())
      const chat = widgetPage(visitor.page)
      await chat.open()
      await chat.write(mark)
    }
    const { page } = await newPerson(stage.browser)
    const inbox = inboxPage(page, stage.server.url)
    await inbox.signIn(OWNER)
    await page.goto(`${stage.server.url}/inbox?view=open`)
    for (const mark of marks) await inbox.row(mark).waitFor()

    await inbox.openRow(marks[1] ?? '')
    await page.getByRole('button', { name: 'Close', exact: true }).focus()
    await page.keyboard.press('x')
    await page.keyboard.press('j')
    await page.keyboard.press('Shift+X')
    const bar = page.getByRole('region', { name: 'Selected conversations' })
    await bar.getByText('2 selected').waitFor()
    if (shots) await page.screenshot({ path: `${shots}/bulk.png` })
    expect(await axeFindings(page)).toEqual([])
    await bar.getByRole('button', { name: 'Add a tag' }).click()
    await page.getByLabel('Tag', { exact: true }).fill('together')
    await page.keyboard.press('Enter')
    await page.getByText('Done with 2 conversations.').waitFor()
    await page.getByRole('button', { name: /^Undo/ }).click()
    await page.getByText('Done with 2 conversations.').waitFor()
    for (const mark of marks) {
      await inbox.openRow(mark)
      await inbox.thread
        .getByText(/removed the tag|together/)
        .first()
        .waitFor()
    }
  })
})
