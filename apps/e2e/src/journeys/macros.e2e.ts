import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()
const shots = process.env['SHOTS']
const shoot = async (page: Page, name: string) =>
  void (shots && (await page.screenshot({ path: `${shots}/${name}.png` })))

async function settings(looks: Parameters<typeof newPerson>[1] = {}) {
  const person = await newPerson(stage.browser, looks)
  await inboxPage(person.page, stage.server.url).signIn(OWNER)
  await person.page.goto(`${stage.server.url}/inbox/settings/macros`)
  return person
}

describe('96 macros', () => {
  it('are written in the settings, judged beside the field, deleted and brought back', async () => {
    const { page, context, troubles } = await settings()
    await page.getByText('Nothing is written yet').waitFor()
    await page.getByRole('button', { name: 'Add a macro' }).press('Enter')
    await page.getByRole('textbox', { name: 'Name' }).fill('Refund')
    await page.getByText('Write something.').waitFor()
    await page.getByRole('textbox', { name: 'Text' }).fill('Refunded {{visitor.name|somebody}}')
    await page.getByRole('button', { name: 'Add an action' }).press('Enter')
    await page.getByRole('textbox', { name: 'Tags to add, with commas between them' }).fill('refund, paid back')
    await page.getByRole('button', { name: 'Add an action' }).press('Enter')
    await page.getByRole('combobox', { name: 'What it does' }).nth(2).selectOption('assign')
    await page.getByRole('button', { name: 'Add an action' }).press('Enter')
    await page.getByRole('combobox', { name: 'What it does' }).nth(3).selectOption('status')
    await page.getByRole('button', { name: 'Move action 4 up' }).press('Enter')
    await page.getByRole('button', { name: 'Move action 3 down' }).press('Enter')
    await shoot(page, 'macro-editor')
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Save', exact: true }).press('Enter')
    const list = page.getByRole('list', { name: 'Macros' })
    await list.getByText('Note: Refunded somebody · Add the tag refund, paid back · Assign to you · Close').waitFor()
    await shoot(page, 'macro-list')
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Delete Refund' }).press('Enter')
    await list.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo' }).press('Enter')
    await list.getByText('Not run yet').waitFor()
    expect(troubles).toEqual([])
    await context.close()
  })
})

describe('96 macros in a conversation', () => {
  it('are run by M, seen before, and undone as one', async () => {
    const mark = 'I want my money back'
    const visitor = await newPerson(stage.browser)
    const agent = await newPerson(stage.browser)
    const { page } = agent
    const chat = widgetPage(visitor.page)
    const inbox = inboxPage(page, stage.server.url)
    await inbox.signIn(OWNER)
    await visitor.page.goto(stage.host.url())
    await chat.open()
    await chat.write(mark)
    await inbox.openRow(mark)
    await inbox.thread.focus()
    await page.keyboard.press('m')
    await page.getByRole('option', { name: 'Refund' }).waitFor()
    await page.getByRole('region', { name: 'What it will do' }).getByText('Note: Refunded somebody').waitFor()
    await shoot(page, 'macro-run')
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Enter')
    await page.getByText('Refund: done.').waitFor()
    await inbox.thread.getByText('Refunded somebody').waitFor()
    await page.getByRole('button', { name: 'Reopen' }).waitFor()
    await shoot(page, 'macro-done')
    await page.getByRole('button', { name: 'Undo' }).press('Enter')
    await page.getByText('Taken back.').waitFor()
    await page.getByRole('button', { name: 'Close', exact: true }).first().waitFor()
    await inbox.thread.getByText('Refunded somebody').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Claim' }).waitFor()
    expect([...agent.troubles, ...visitor.troubles]).toEqual([])
    await agent.context.close()
    await visitor.context.close()
  })

  it.each(['light', 'dark'] as const)('fit on a phone, %s', async (theme) => {
    const { page, context } = await settings({ device: 'phone', theme })
    await page.getByRole('button', { name: 'Edit Refund' }).click()
    await page.getByRole('textbox', { name: 'Name' }).waitFor()
    await shoot(page, `macro-editor-phone-${theme}`)
    expect(await axeFindings(page)).toEqual([])
    await page.goto(`${stage.server.url}/inbox?view=all`)
    await inboxPage(page, stage.server.url).openRow('Here is a photo')
    await page.getByRole('button', { name: 'Run a macro' }).click()
    await page.getByRole('option', { name: 'Refund' }).waitFor()
    await shoot(page, `macro-run-phone-${theme}`)
    expect(await axeFindings(page)).toEqual([])
    await context.close()
  })
})
