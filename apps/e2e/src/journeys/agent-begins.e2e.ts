import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { type Device, newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()

/** A visitor whose conversation an agent has just closed, both still there. */
async function afterwards(device: Device = 'desktop') {
  const mark = `${device}-${Date.now()}`
  const visitor = await newPerson(stage.browser, { device })
  const agent = await newPerson(stage.browser)
  const chat = widgetPage(visitor.page)
  const inbox = inboxPage(agent.page, stage.server.url)
  await inbox.signIn(OWNER)
  await visitor.page.goto(stage.host.url())
  await visitor.page.evaluate(`Parley.push(['identify', { name: '${mark}' }])`)
  await chat.open()
  await chat.write(`${mark} asks`)
  await inbox.openRow(mark)
  await inbox.press('Claim')
  await inbox.answer(`${mark} answer`)
  await chat.message(`${mark} answer`).waitFor()
  await inbox.press('Close')
  await visitor.page.getByText('Conversation closed').first().waitFor()
  return { mark, visitor, agent, chat, inbox }
}

const dialog = (page: Page) => page.getByRole('dialog')

/** Writes the first message into the dialog that is open. */
async function say(page: Page, text: string): Promise<void> {
  await dialog(page).getByRole('textbox', { name: 'Message' }).fill(text)
  await dialog(page).getByRole('button', { name: 'Send' }).click()
  await dialog(page).waitFor({ state: 'hidden' })
}

describe.each<Device>(['desktop', 'phone'])('an agent who writes first, on the visitor’s %s', (device) => {
  it('calls a visitor with a closed chat back, who answers in that conversation and finds both', async () => {
    const { mark, visitor, agent, chat, inbox } = await afterwards(device)
    await chat.closer.click()
    const begin = agent.page.getByRole('button', { name: 'New conversation' })
    await begin.click()
    const field = dialog(agent.page).getByRole('textbox', { name: 'Message' })
    await field.fill(`${mark} may I`)
    await agent.page.keyboard.press('Escape')
    await begin.click()
    expect(await field.inputValue()).toBe(`${mark} may I`)
    expect(await axeFindings(agent.page)).toEqual([])
    await field.fill(`${mark} may I help?`)
    await field.press('Control+Enter')
    await dialog(agent.page).waitFor({ state: 'hidden' })
    await inbox.message(`${mark} may I help?`).waitFor()

    const bubble = visitor.page.getByRole('region', { name: /^Message from / })
    await bubble.getByText(`${mark} may I help?`).waitFor()
    await visitor.page.getByRole('button', { name: /^Open chat, .+: 1$/ }).waitFor()
    await chat.launcher.click()
    await chat.message(`${mark} may I help?`).waitFor()
    expect(await chat.thread.getByText(`${mark} asks`).count()).toBe(0)
    expect(await axeFindings(visitor.page)).toEqual([])
    await chat.write(`${mark} yes`)
    await inbox.message(`${mark} yes`).waitFor()
    expect(await inbox.thread.getByText(`${mark} asks`).count()).toBe(0)

    await visitor.page.reload()
    await chat.launcher.click()
    await chat.message(`${mark} may I help?`).waitFor()
    await visitor.page.getByRole('button', { name: 'All conversations' }).click()
    const rows = visitor.page.getByRole('list', { name: 'Conversations' }).getByRole('listitem')
    await expect.poll(() => rows.count()).toBe(2)
    expect(await rows.first().innerText()).toContain(`${mark} yes`)
    expect(await rows.last().innerText()).toContain('closed')
    expect(visitor.troubles).toEqual([])
    await visitor.context.close()
    await agent.context.close()
  }, 120_000)
})

describe('an agent who writes first', { timeout: 120_000 }, () => {
  it('from the list of visitors reaches one on the home view, who finds it there unread', async () => {
    const { mark, visitor, agent, chat, inbox } = await afterwards()
    await visitor.page.getByRole('button', { name: 'All conversations' }).click()
    await visitor.page.getByRole('button', { name: 'Home' }).click()
    await agent.page.goto(`${stage.server.url}/inbox/visitors`)
    await agent.page.getByRole('list', { name: 'Visitors' }).getByRole('link', { name: mark }).click()
    await agent.page.getByRole('button', { name: 'Start a conversation' }).click()
    await say(agent.page, `${mark} may I help?`)
    const row = visitor.page.getByRole('button').filter({ hasText: `${mark} may I help?` })
    await row.locator('.unread').getByText('1').waitFor()
    await row.click()
    await chat.write(`${mark} yes`)
    await inbox.message(`${mark} yes`).waitFor()
    expect(visitor.troubles).toEqual([])
    await visitor.context.close()
    await agent.context.close()
  })

  it('is found by a visitor who was away, and by no other', async () => {
    const { mark, visitor, agent, chat } = await afterwards()
    await visitor.page.goto('about:blank')
    await agent.page.getByRole('button', { name: 'New conversation' }).click()
    await say(agent.page, `${mark} still there?`)
    const other = await newPerson(stage.browser)
    await other.page.goto(stage.host.url())
    await widgetPage(other.page).open()
    await visitor.page.goto(stage.host.url())
    await visitor.page.getByRole('button', { name: /^Open chat, .+: \d$/ }).waitFor()
    await chat.launcher.click()
    await chat.message(`${mark} still there?`).waitFor()
    expect(await other.page.getByText(`${mark} still there?`).count()).toBe(0)
    for (const { context } of [visitor, agent, other]) await context.close()
  })
})
