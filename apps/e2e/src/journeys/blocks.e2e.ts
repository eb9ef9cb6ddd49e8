import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const shots = process.env['SHOTS']

describe('somebody who is kept out', () => {
  const stage = useStage()

  it('is told so in his chat; the list knows why and until when, and lets him in again; addresses are typed', async () => {
    const mark = `spam ${Date.now()}`
    const visitor = await newPerson(stage.browser)
    await visitor.page.goto(stage.host.url())
    const chat = widgetPage(visitor.page)
    await chat.open()
    await chat.write(`${mark} one`)
    await chat.message(`${mark} one`).waitFor()

    const { page, context } = await newPerson(stage.browser)
    const inbox = inboxPage(page, stage.server.url)
    await inbox.signIn(OWNER)
    await page.goto(`${stage.server.url}/inbox?view=open`)
    await inbox.openRow(`${mark} one`)
    await page.getByRole('button', { name: 'More actions' }).first().click()
    await page.getByRole('menuitem', { name: 'Block this visitor' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Reason').fill(mark)
    await dialog.getByLabel('For how long').selectOption({ label: 'A week' })
    expect(await axeFindings(page)).toEqual([])
    if (shots) await page.screenshot({ path: `${shots}/block-dialog.png` })
    await dialog.getByRole('button', { name: 'Block', exact: true }).click()
    await page.getByText('Blocked. New messages of this visitor are refused.').waitFor()
    await chat.write(`${mark} two`)
    await visitor.page.getByText('You cannot write here any more.').waitFor()

    await page.goto(`${stage.server.url}/inbox/settings/blocks`)
    const row = page.getByRole('listitem').filter({ hasText: mark })
    await row.getByText(/until/).waitFor()
    await row.getByRole('button', { name: /^Unblock/ }).click()
    await row.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await row.waitFor()
    await row.getByRole('button', { name: /^Unblock/ }).click()
    await row.waitFor({ state: 'detached' })
    await chat.write(`${mark} three`)
    await chat.message(`${mark} three`).waitFor()

    const range = page.getByLabel('Address or range')
    const block = page.getByRole('button', { name: 'Block', exact: true })
    await range.fill('0.0.0.0/0')
    await block.click()
    await page.getByText('This range is too wide').waitFor()
    await range.fill('127.0.0.0/8')
    await block.click()
    await page.getByText('Your own address is in this range.').waitFor()
    expect(await axeFindings(page)).toEqual([])
    if (shots) await page.screenshot({ path: `${shots}/blocks-own.png`, fullPage: true })
    await range.fill('203.0.113.77/24')
    await block.click()
    const blocked = page.getByRole('listitem').filter({ hasText: '203.0.113.0/24' })
    await blocked.waitFor()
    if (shots) await phone(page)
    await blocked.getByRole('button', { name: /^Unblock/ }).click()
    await blocked.waitFor({ state: 'detached' })
    await context.close()
    await visitor.context.close()
  }, 120_000)
})

/** How it looks on a phone, in the dark. */
async function phone(page: Awaited<ReturnType<typeof newPerson>>['page']): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.screenshot({ path: `${shots}/blocks-phone.png`, fullPage: true })
}
