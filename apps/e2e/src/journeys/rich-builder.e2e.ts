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

async function pair(mark: string, looks: Parameters<typeof newPerson>[1] = {}) {
  const visitor = await newPerson(stage.browser)
  const agent = await newPerson(stage.browser, looks)
  const chat = widgetPage(visitor.page)
  const inbox = inboxPage(agent.page, stage.server.url)
  await inbox.signIn(OWNER)
  await visitor.page.goto(stage.host.url())
  await chat.open()
  await chat.write(mark)
  await inbox.openRow(mark)
  await agent.page.getByRole('button', { name: 'Buttons, card, form' }).press('Enter')
  await agent.page.getByRole('dialog', { name: 'Buttons, a card, a form' }).waitFor()
  return { visitor, agent, chat, inbox, page: agent.page }
}

describe('rich messages from the composer', () => {
  it('are put together with a preview, judged beside the field, kept while they are looked away from, and answered', async () => {
    const { visitor, agent, inbox, chat, page } = await pair('Which tea is it')
    await page.getByRole('textbox', { name: 'Text' }).fill('Green or black?')
    await page.getByText('Write words for it.').waitFor()
    await page.getByRole('textbox', { name: 'Words 1' }).fill('Green')
    await page.getByRole('textbox', { name: 'Address 1 leads to' }).fill('javascript:alert(1)')
    await page.getByText('An address begins with https://').waitFor()
    await page.getByRole('textbox', { name: 'Address 1 leads to' }).fill('')
    await page.getByRole('textbox', { name: 'Words 2' }).fill('Black')
    await shoot(page, 'rich-buttons')
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Buttons, card, form' }).press('Enter')
    await page.getByRole('region', { name: 'As the visitor gets it' }).getByText('Black', { exact: true }).waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).press('Enter')
    await chat.thread.getByRole('button', { name: 'Green' }).press('Enter')
    await inbox.thread.getByText('Chosen').first().waitFor({ state: 'attached' })
    expect([...agent.troubles, ...visitor.troubles]).toEqual([])
    await agent.context.close()
    await visitor.context.close()
  })

  it('ask with a form, whose answers come back', async () => {
    const { visitor, agent, inbox, page } = await pair('Where is my parcel')
    await page.getByRole('combobox', { name: 'What it is' }).selectOption('form')
    await page.getByRole('textbox', { name: 'Title' }).fill('Your order')
    await page.getByRole('textbox', { name: 'Question 1' }).fill('Order number')
    await page.getByRole('switch', { name: 'Has to be answered' }).check()
    await shoot(page, 'rich-form')
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).last().press('Enter')
    await visitor.page.getByRole('textbox', { name: 'Order number' }).fill('4711')
    await visitor.page.getByRole('textbox', { name: 'Order number' }).press('Enter')
    await inbox.thread.getByText('4711').first().waitFor()
    expect([...agent.troubles, ...visitor.troubles]).toEqual([])
    await agent.context.close()
    await visitor.context.close()
  })

  it.each(['light', 'dark'] as const)('fit on a phone, %s', async (theme) => {
    const { agent, visitor, page } = await pair(`On a phone, ${theme}`, { device: 'phone', theme })
    await page.getByRole('combobox', { name: 'What it is' }).selectOption('card')
    await page.getByRole('textbox', { name: 'Title' }).fill('Teapot')
    await shoot(page, `rich-phone-${theme}`)
    expect(await axeFindings(page)).toEqual([])
    await agent.context.close()
    await visitor.context.close()
  })
})
