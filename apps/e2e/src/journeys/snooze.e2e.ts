import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const shots = process.env['SHOTS']

describe('a conversation that can wait', () => {
  const stage = useStage()

  it('is snoozed by keyboard, taken back, snoozed until a time of one’s own, and wakes when the visitor writes', async () => {
    const mark = `later ${Date.now()}`
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
    await inbox.press('Claim')
    await page.getByRole('button', { name: 'Close', exact: true }).focus()

    await page.keyboard.press('h')
    const menu = page.getByRole('menu', { name: 'Snooze' })
    await menu.waitFor()
    if (shots) await page.screenshot({ path: `${shots}/snooze-menu.png` })
    expect(await axeFindings(page)).toEqual([])
    await menu.getByRole('menuitem', { name: /^Tomorrow/ }).click()
    await inbox.thread.getByText(/You snoozed it until/).waitFor()
    await inbox.views.getByRole('link', { name: /^Snoozed/ }).click()
    await inbox.row(mark).getByText('snoozed until').waitFor()
    if (shots) await page.screenshot({ path: `${shots}/snoozed.png` })
    await page.getByRole('button', { name: 'Undo' }).click()
    await inbox.row(mark).waitFor({ state: 'detached' })

    await inbox.views.getByRole('link', { name: /^Mine/ }).click()
    await inbox.openRow(mark)
    await page.keyboard.press('h')
    await menu.getByRole('menuitem', { name: 'Date and time…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Snooze until when?' })
    await dialog.getByLabel(/Date and time/).fill('2020-01-01T10:00')
    await dialog.getByRole('button', { name: 'Snooze' }).click()
    await dialog.getByText('That is over already').waitFor()
    expect(await axeFindings(page)).toEqual([])
    const later = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16)
    await dialog.getByLabel(/Date and time/).fill(later)
    await dialog.getByRole('button', { name: 'Snooze' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page
      .locator('.th-h')
      .getByText(/^Until /)
      .waitFor()

    await chat.write(`${mark} again`)
    await inbox.message(`${mark} again`).waitFor()
    await page.locator('.th-h').getByText('Open', { exact: true }).waitFor()
    expect(await chat.thread.getByText(/snooz|reopened/i).count()).toBe(0)
  })
})
