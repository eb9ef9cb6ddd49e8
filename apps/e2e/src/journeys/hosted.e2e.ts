import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()

describe('the hosted chat page', () => {
  it.each([
    ['desk', { width: 1280, height: 800 }],
    ['phone', { width: 390, height: 844 }],
  ] as const)('on a %s begins with what the link says, and reaches the inbox', async (_, viewport) => {
    const visitor = await newPerson(stage.browser)
    await visitor.page.setViewportSize(viewport)
    await visitor.page.goto(
      `${stage.server.url}/chat/demo?name=Priya&email=none&message=Do%20you%20ship%20to%20Oslo%3F`,
    )
    const chat = widgetPage(visitor.page)
    await chat.composer.waitFor()
    await expect.poll(() => chat.composer.inputValue()).toBe('Do you ship to Oslo?')
    expect(await chat.launcher.count()).toBe(0)
    expect(await visitor.page.getByRole('button', { name: 'Close chat' }).count()).toBe(0)
    await chat.composer.press('Enter')
    await chat.thread.getByText('Sent').first().waitFor()
    await visitor.page.keyboard.press('Escape')
    await chat.composer.waitFor()
    expect(await axeFindings(visitor.page)).toEqual([])
    expect(visitor.troubles).toEqual([])

    const owner = await newPerson(stage.browser)
    const inbox = inboxPage(owner.page, stage.server.url)
    await inbox.signIn(OWNER)
    await inbox.row('Do you ship to Oslo?').first().getByText('Priya').waitFor()
    await visitor.context.close()
    await owner.context.close()
  })

  it('says so where there is no chat', async () => {
    const { page, context } = await newPerson(stage.browser)
    await page.goto(`${stage.server.url}/chat/nobody-here`)
    await page.getByRole('heading', { name: 'There is no chat at this address' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await context.close()
  })
})
