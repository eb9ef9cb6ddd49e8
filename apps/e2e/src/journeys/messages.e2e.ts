import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { type Device, newPerson } from '../harness/browser.ts'
import { eventually } from '../harness/eventually.ts'
import { photo } from '../harness/files.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()
const MORE = { name: 'More about this message' } as const

async function pair(mark: string, device: Device = 'desktop') {
  const visitor = await newPerson(stage.browser, { device })
  const agent = await newPerson(stage.browser)
  const chat = widgetPage(visitor.page)
  const inbox = inboxPage(agent.page, stage.server.url)
  await inbox.signIn(OWNER)
  await visitor.page.goto(stage.host.url())
  await chat.open()
  await chat.write(mark)
  await inbox.openRow(mark)
  return { visitor, agent, chat, inbox }
}

/** The menu of the newest message, by keyboard alone: Tab reaches its button, Enter opens it. */
async function openByKeyboard(page: Page, button: Locator): Promise<void> {
  await button.waitFor()
  await button.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menu', MORE).waitFor()
}

const focused = (page: Page) =>
  page.evaluate(() => {
    const outer = document.activeElement
    return (outer?.shadowRoot?.activeElement ?? outer)?.getAttribute('aria-label') ?? null
  })

async function switchOn(page: Page, server: string, names: Record<string, boolean>): Promise<void> {
  await page.goto(`${server}/inbox/settings/sites`)
  await page.getByRole('link', { name: /Fern/ }).first().click()
  await page.getByRole('link', { name: 'Messages', exact: true }).click()
  for (const [name, on] of Object.entries(names)) await page.getByRole('switch', { name }).setChecked(on)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).waitFor({ state: 'detached' })
}

describe('what a visitor does with messages', () => {
  it('answers, reacts, edits and deletes with the keyboard alone, and the agent sees it', async () => {
    const { visitor, agent, chat, inbox } = await pair('Which colours are there')
    const { page } = visitor
    await inbox.answer('Three:\n- *red*\n- green')
    await chat.thread.getByRole('listitem').filter({ hasText: 'red' }).waitFor()
    await chat.thread.focus() // the tools come with the focus
    const more = chat.thread.getByRole('button', MORE)
    await more.first().waitFor()
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe(MORE.name)

    await openByKeyboard(page, more.last())
    expect(await focused(page)).toBe('React with 👍')
    await page.keyboard.press('Enter')
    await inbox.thread.getByRole('button', { name: '👍' }).waitFor()
    await openByKeyboard(page, more.last())
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('menu', MORE).waitFor({ state: 'detached' })
    expect([await focused(page), await chat.composer.isVisible()]).toEqual([MORE.name, true])

    await openByKeyboard(page, more.last())
    await page.getByRole('menuitem', { name: 'Reply' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type('the red one')
    await page.keyboard.press('Enter')
    await inbox.thread.getByText('Three: red green').waitFor()
    await openByKeyboard(page, more.last())
    await page.getByRole('menuitem', { name: 'Edit' }).focus()
    await page.keyboard.press('Enter')
    expect(await chat.composer.inputValue()).toBe('the red one')
    await chat.composer.fill('the green one')
    await page.keyboard.press('Enter')
    await inbox.message('the green one').waitFor()
    await inbox.thread.getByText('Edited').waitFor()

    await openByKeyboard(page, more.last())
    await page.getByRole('menuitem', { name: 'Delete' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('alertdialog').waitFor()
    await page.keyboard.press('Tab') // closes like any way out of a menu
    await openByKeyboard(page, more.last())
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await inbox.thread.getByText('This message was removed').waitFor()
    await chat.thread.getByText('This message was deleted').waitFor()
    expect([...visitor.troubles, ...agent.troubles]).toEqual([])
    await visitor.context.close()
    await agent.context.close()
  })
})

describe('what an agent does with messages', () => {
  it('answers, reacts, edits and deletes, and a quote loses its words with the message', async () => {
    const { visitor, agent, chat, inbox } = await pair('my number is 0123')
    const { page } = agent
    const more = inbox.thread.getByRole('button', MORE)
    await openByKeyboard(page, more.first())
    await page.getByRole('menuitemcheckbox', { name: 'React with ❤️' }).click()
    await chat.thread.getByText('❤️').waitFor()
    await openByKeyboard(page, more.first())
    await page.getByRole('menuitem', { name: 'Reply to this' }).click()
    expect(await focused(page)).toBe('Reply')
    await page.keyboard.type('never write that')
    await page.keyboard.press('Enter')
    const quote = chat.thread.getByRole('button', { name: /my number is 0123/ })
    await quote.waitFor()
    await quote.click() // leads to it
    await chat.thread.hover()

    await openByKeyboard(page, more.last())
    await page.getByRole('menuitem', { name: 'Edit' }).click()
    await inbox.reply.fill('please **never** write that')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await chat.message('never').waitFor()
    await openByKeyboard(page, more.first())
    await page.getByRole('menuitem', { name: 'Delete…' }).click()
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await chat.thread.getByRole('button', { name: /A deleted message/ }).waitFor()
    for (const one of [chat.thread, inbox.thread]) expect(await one.innerText()).not.toContain('0123')
    expect([...visitor.troubles, ...agent.troubles]).toEqual([])
    await visitor.context.close()
    await agent.context.close()
  })
})

describe('writing', () => {
  it('emoji are searched by word and put where the caret is, on both sides', async () => {
    const { visitor, agent, chat, inbox } = await pair('emoji')
    for (const [page, field] of [
      [visitor.page, chat.composer],
      [agent.page, inbox.reply],
    ] as const) {
      await field.fill('well done')
      await page.getByRole('button', { name: 'Emoji' }).click()
      await page.getByRole('searchbox', { name: 'Search emoji' }).fill('party pop')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Escape')
      expect(await field.inputValue()).toBe('well done🎉')
      expect(await axeFindings(page)).toEqual([])
    }
    await visitor.context.close()
    await agent.context.close()
  })

  it('on a phone a resting finger opens the menu, of a photo too', async () => {
    const { visitor, agent, chat } = await pair('pressed for long', 'phone')
    await chat.attach({ name: 'vase.png', mimeType: 'image/png', buffer: photo() })
    const bubble = chat.thread.locator('[data-m]').first()
    await bubble.tap() // the first touch brings the tools
    await chat.thread.getByRole('button', MORE).first().waitFor()
    await expect.poll(() => chat.thread.getByRole('button', MORE).count()).toBe(2)
    const box = await bubble.boundingBox()
    const touch = await visitor.context.newCDPSession(visitor.page)
    const touchPoints = [{ x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 10 }]
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints })
    await visitor.page.getByRole('menu', MORE).waitFor()
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    expect(await axeFindings(visitor.page)).toEqual([])
    await visitor.context.close()
    await agent.context.close()
  })

  it('what is typed is shown to agents where the site says so, which the visitor is told; reading need not be', async () => {
    const { visitor, agent, chat, inbox } = await pair('before it is on')
    await chat.composer.pressSequentially('hidden')
    await switchOn(agent.page, stage.server.url, { 'Show what is being typed': true, 'Read receipts': false })
    await visitor.page.reload()
    await chat.open()
    await visitor.page.getByText('The team can see what you type.').waitFor()
    await agent.page.goto(`${stage.server.url}/inbox`)
    await inbox.openRow('before it is on')
    const seen = async () => {
      await chat.composer.pressSequentially('is it ')
      return (await inbox.thread.innerText()).includes('is it')
    }
    expect(await eventually('the preview', seen, { withinMs: 20_000 }).then(() => true)).toBe(true)
    await chat.write('is it red')
    await inbox.message('is it red').waitFor()
    await chat.thread.getByText('Delivered').waitFor()
    expect(await chat.thread.innerText()).not.toContain('Seen')
    expect(await axeFindings(visitor.page)).toEqual([])
    await visitor.context.close()
    await agent.context.close()
  })
})
