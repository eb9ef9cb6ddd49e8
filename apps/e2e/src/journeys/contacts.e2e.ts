import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const shots = process.env['SHOTS']

type Shoot = (name: string) => Promise<void>

/** Pictures in light and dark, where somebody wants to look at them. */
const shooter =
  (page: Page): Shoot =>
  async (name) => {
    if (!shots) return
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.screenshot({ path: `${shots}/${name}-${colorScheme}.png` })
    }
  }

async function importFile(page: Page, shoot: Shoot): Promise<void> {
  await page.getByRole('button', { name: 'Import contacts' }).click()
  const csv = 'Name;E-Mail;Customer since\nOtto;otto@example.com;2020-02-02\nNora L.;nora@example.com;\nBad;bad;\n'
  await page.getByLabel('Choose a file').setInputFiles({
    ...{ name: 'people.csv', mimeType: 'text/csv' },
    buffer: Buffer.from(csv),
  })
  await page.getByText('people.csv: 3 rows').waitFor()
  expect(await axeFindings(page)).toEqual([])
  await shoot('import-map')
  await page.getByRole('button', { name: 'Check the file' }).click()
  await page.getByText('This is what the import would do.').waitFor()
  await page.getByText('Line 4').waitFor()
  await shoot('import-report')
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByText('The import is done.').waitFor()
  await page.getByRole('button', { name: 'Close', exact: true }).last().click()
  await page.getByRole('list', { name: 'Contacts' }).getByRole('link', { name: 'Otto' }).waitFor()
}

/** Two of one address are compared and merged, taken apart again, and one of them is erased for good. */
async function mergeAndErase(page: Page, shoot: Shoot): Promise<void> {
  await page.getByRole('button', { name: 'New contact' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Otto Twin')
  await page.getByRole('dialog').getByLabel('Email').fill('OTTO@example.com')
  await page.getByRole('button', { name: 'Save contact' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const about = page.getByRole('complementary', { name: 'About this contact' })
  await about.getByRole('heading', { name: 'Otto Twin' }).waitFor()
  await about.getByRole('button', { name: 'Compare' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('group', { name: 'Name' }).waitFor()
  expect(await axeFindings(page)).toEqual([])
  await shoot('merge')
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await about.getByText('Merged: Otto').waitFor()
  await shoot('merged')
  await about.getByRole('button', { name: 'Undo' }).click()
  await about.getByRole('button', { name: 'Compare' }).waitFor()
  await about.getByRole('button', { name: 'Erase person' }).click()
  await dialog.getByText('This goes for good').waitFor()
  expect(await axeFindings(page)).toEqual([])
  await shoot('erase')
  await dialog.getByRole('checkbox').check()
  await dialog.getByRole('button', { name: 'Erase for good' }).click()
  await dialog.getByText(/^Proof ers_/).waitFor()
  await shoot('erased')
  await dialog.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByRole('link', { name: 'Otto Twin' }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Erased people' }).click()
  await dialog.getByRole('cell', { name: /^ers_/ }).first().waitFor()
  expect(await axeFindings(page)).toEqual([])
  await shoot('erasures')
  await dialog.getByRole('button', { name: 'Close', exact: true }).click()
}

/** The file that the person sent leads to its message, from his page and beside the thread. */
async function lookAtFiles(page: Page, shoot: Shoot): Promise<void> {
  const way = { name: 'Show plan.txt in its conversation' }
  await page.getByRole('complementary', { name: 'About this contact' }).getByRole('link', way).click()
  await page.getByRole('log', { name: 'Messages' }).getByText('plan.txt').waitFor()
  await page.getByRole('complementary', { name: 'About the visitor' }).getByRole('link', way).waitFor()
  expect(await axeFindings(page)).toEqual([])
  await shoot('files-panel')
  await page.goBack()
  await page.getByRole('complementary', { name: 'About this contact' }).getByRole('link', way).waitFor()
}

describe('people we know', () => {
  const stage = useStage()

  it('U01 U02 U04 U07 S15 102 are saved beside the thread, described in place, listed, and imported', async () => {
    const mark = `person ${Date.now()}`
    const visitor = await newPerson(stage.browser)
    const agent = await newPerson(stage.browser)
    const chat = widgetPage(visitor.page)
    const { page } = agent
    const inbox = inboxPage(page, stage.server.url)
    const shoot = shooter(page)
    await inbox.signIn(OWNER)
    await page.goto(`${stage.server.url}/inbox/settings/fields`)
    await page.getByRole('button', { name: 'Add a field of contacts' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('What it is called').fill('Customer since')
    await dialog.getByLabel('Type').selectOption('date')
    expect(await axeFindings(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Save field' }).click()
    await page.getByRole('button', { name: 'Archive Customer since' }).waitFor()
    await shoot('fields')

    await visitor.page.goto(stage.host.url())
    await chat.open()
    await chat.write('This is my plan.')
    await chat.attach({ name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('a plan') })
    await chat.write(mark)
    await page.goto(`${stage.server.url}/inbox`)
    await inbox.openRow(mark)
    await page.getByRole('button', { name: 'Save as contact' }).click()
    await page.getByRole('button', { name: 'Add Name' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Nora Lind')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Add Email' }).click()
    await page.getByLabel('Email', { exact: true }).fill('nora')
    await page.keyboard.press('Enter')
    await page.getByText('This does not fit.').waitFor()
    await page.getByLabel('Email', { exact: true }).fill('nora@example.com')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Add Customer since' }).click()
    await page.getByLabel('Customer since').fill('2024-05-01')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /^Edit Customer since/ }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await shoot('contact-panel')

    await page.keyboard.press('g')
    await page.keyboard.press('k')
    await page.getByRole('list', { name: 'Contacts' }).getByRole('link', { name: 'Nora Lind' }).click()
    await page.getByRole('complementary', { name: 'About this contact' }).getByText(mark).first().waitFor()
    expect(await axeFindings(page)).toEqual([])
    await shoot('contacts')
    await lookAtFiles(page, shoot)
    await page.keyboard.press('Escape')

    await importFile(page, shoot)
    await mergeAndErase(page, shoot)

    await page.setViewportSize({ width: 390, height: 780 })
    expect(await axeFindings(page)).toEqual([])
    await shoot('contacts-phone')
  })
})
