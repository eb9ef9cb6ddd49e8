import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { eventually } from '../harness/eventually.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const shots = process.env.SHOTS

describe('the search for everything (features A27, A28)', () => {
  const stage = useStage()

  it('leads from the keyboard to the very message, and keeps what is searched for often', async () => {
    const mark = `rimless${Date.now()}`
    const visitor = await newPerson(stage.browser)
    const agent = await newPerson(stage.browser)
    const chat = widgetPage(visitor.page)
    const { page } = agent
    const inbox = inboxPage(page, stage.server.url)
    await inbox.signIn(OWNER)
    await visitor.page.goto(stage.host.url())
    await chat.open()
    await chat.write(`Do you have ${mark} wheels?`)
    await inbox.openRow(mark)
    await inbox.press('Claim')
    for (let i = 0; i < 30; i++) await inbox.answer(`Line ${i} of a long answer`)
    await inbox.message('Line 29 of a long answer').waitFor()
    await page.getByRole('log', { name: 'Messages' }).focus()
    await page.keyboard.press('g')
    await page.keyboard.press('i') // mine: another list

    // The words are there within seconds of the message.
    await eventually('the words to be found', async () => {
      await page.keyboard.press('Control+k')
      await page.keyboard.type(mark.slice(0, -2))
      const found = page.getByRole('option', { name: new RegExp(`Do you have ${mark} wheels`) }).last()
      const isThere = await found.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      )
      if (!isThere) await page.keyboard.press('Escape')
      return isThere
    })
    await page.getByRole('option', { name: /Search everything for/ }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('group', { name: 'Messages' }).getByRole('option').first().click()
    const message = inbox.thread.getByText(`Do you have ${mark} wheels?`)
    await message.waitFor()
    await eventually('the message in sight', () => message.evaluate(isInSight))

    await page.getByRole('log', { name: 'Messages' }).focus()
    await page.keyboard.press('g')
    await page.keyboard.press('f')
    const field = page.getByRole('searchbox', { name: 'Search everything' })
    await field.fill(`${mark} whe`)
    await page.getByRole('region', { name: 'Messages' }).getByRole('link').first().waitFor()
    expect(await page.locator('.hit mark').allInnerTexts()).toEqual([mark, 'wheels'])
    if (shots) await page.screenshot({ path: `${shots}/search.png` })
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Keep this search' }).click()
    await page.getByRole('button', { name: 'Notes' }).click()
    await page.getByRole('heading', { name: /Nothing has/ }).waitFor()
    await page.reload()
    await field.waitFor()
    expect(await field.inputValue()).toBe(`${mark} whe`)
    await page.getByRole('button', { name: 'Clear search' }).click()
    await page.getByRole('region', { name: 'Kept searches' }).getByRole('button').first().click()
    await page.getByRole('region', { name: 'Messages' }).getByRole('link').first().click()
    await eventually('the message in sight', () => message.evaluate(isInSight))
    expect(page.url()).toMatch(/#msg_/)
  })
})

function isInSight(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect()
  return top >= 0 && bottom <= innerHeight
}
