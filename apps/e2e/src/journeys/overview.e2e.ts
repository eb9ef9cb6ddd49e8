import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'

const shots = process.env['SHOTS']

describe('the overview', () => {
  const stage = useStage()

  it('A31 is a key away, says who waits and who is there, and leads to the list of each number', async () => {
    const { page, context } = await newPerson(stage.browser)
    const inbox = inboxPage(page, stage.server.url)
    await inbox.signIn(OWNER)
    await inbox.list.getByRole('listitem').first().waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('d')
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor()
    const here = page.getByRole('region', { name: 'Here now' })
    await here.getByText(/\d+ conversations?/).waitFor()
    await page.getByRole('region', { name: 'Today' }).getByText('First answer').waitFor()
    if (shots) await page.screenshot({ path: `${shots}/overview.png` })
    expect(await axeFindings(page)).toEqual([])

    await page.emulateMedia({ colorScheme: 'dark' })
    await page.setViewportSize({ width: 390, height: 844 })
    if (shots) await page.screenshot({ path: `${shots}/overview-phone.png`, fullPage: true })
    expect(await axeFindings(page)).toEqual([])
    await page.setViewportSize({ width: 1440, height: 900 })
    if (shots) await page.screenshot({ path: `${shots}/overview-dark.png` })

    const table = page.getByRole('region', { name: 'By department' })
    await table
      .getByRole('link', { name: /, All open: / })
      .first()
      .click()
    await page
      .getByRole('toolbar', { name: 'Filter' })
      .getByText(/^Department: /)
      .waitFor()
    expect(new URL(page.url()).searchParams.get('view')).toBe('open')
    await context.close()
  }, 120_000)
})
