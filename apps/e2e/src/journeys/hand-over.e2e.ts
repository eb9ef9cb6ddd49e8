import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const shots = process.env['SHOTS']

describe('work that changes hands', () => {
  const stage = useStage()

  it('is tagged in colour, and handed over with a note that the visitor never sees', async () => {
    const mark = `case ${Date.now()}`
    const visitor = await newPerson(stage.browser)
    const agent = await newPerson(stage.browser)
    const chat = widgetPage(visitor.page)
    const inbox = inboxPage(agent.page, stage.server.url)
    const { page } = agent
    const shoot = async (name: string) => {
      if (!shots) return
      await page.screenshot({ path: `${shots}/${name}.png` })
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.screenshot({ path: `${shots}/${name}-dark.png` })
      await page.emulateMedia({ colorScheme: 'light' })
    }

    await inbox.signIn(OWNER)
    await page.goto(`${stage.server.url}/inbox/settings/tags`)
    await page.getByText('No tags yet').waitFor()
    await page.getByRole('button', { name: 'New tag' }).click()
    const editor = page.getByRole('dialog', { name: 'New tag' })
    await editor.getByRole('button', { name: 'Save' }).click()
    await editor.getByText('Give it a name.').waitFor()
    await editor.getByLabel('Name', { exact: true }).fill('VIP')
    await editor.getByRole('radio').nth(4).check()
    expect(await axeFindings(page)).toEqual([])
    await shoot('tag-editor')
    await editor.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Change VIP' }).click()
    await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Important')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await page.getByText('was: VIP').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await shoot('tags')

    await visitor.page.goto(stage.host.url())
    await chat.open()
    await chat.write(mark)
    await page.goto(`${stage.server.url}/inbox`)
    await inbox.openRow(mark)
    await page.getByRole('button', { name: 'Add tag' }).click()
    await page.getByRole('combobox', { name: 'New tag' }).fill('vip')
    await page.keyboard.press('Enter')
    // The word means the tag as it is called now.
    await page.getByRole('button', { name: 'Remove tag Important' }).waitFor()

    await page.getByRole('button', { name: 'Claim' }).first().focus()
    await page.keyboard.press('d')
    const dialog = page.getByRole('dialog', { name: 'Hand over to whom?' })
    await dialog.getByRole('button', { name: 'Hand over' }).click()
    await dialog.getByText('Choose a colleague or a department.').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await shoot('transfer')
    await dialog.getByLabel('To', { exact: true }).selectOption({ index: 1 })
    const name = await dialog.getByLabel('To', { exact: true }).locator('option:checked').innerText()
    await dialog.getByLabel('What they should know').fill(`${mark} speaks Polish`)
    await dialog.getByRole('button', { name: 'Hand over' }).click()
    await dialog.waitFor({ state: 'detached' })
    await inbox.thread.getByText(`Handed over to ${name}`).waitFor()
    await inbox.message(`${mark} speaks Polish`).waitFor()
    await shoot('handed')
    expect(await visitor.page.getByText('Polish').count()).toBe(0)
  })
})
