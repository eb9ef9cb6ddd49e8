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

const aText = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(`This is ${name}`) })

type Looks = NonNullable<Parameters<typeof newPerson>[1]>

async function settings(looks: Looks = {}) {
  const person = await newPerson(stage.browser, looks)
  await inboxPage(person.page, stage.server.url).signIn(OWNER)
  await person.page.goto(`${stage.server.url}/inbox/settings/canned`)
  return person
}

async function write(page: Page, { title, word, text }: { title: string; word: string; text: string }) {
  await page.getByRole('button', { name: 'Add a canned response' }).press('Enter')
  await page.getByRole('textbox', { name: 'Title' }).fill(title)
  await page.getByRole('textbox', { name: 'Word' }).fill(word)
  await page.getByRole('combobox', { name: 'Who may use it' }).selectOption('workspace')
  await page.getByRole('textbox', { name: 'Text' }).fill(text)
}

async function pair(mark: string, looks: Looks = {}) {
  const visitor = await newPerson(stage.browser)
  const agent = await newPerson(stage.browser, looks)
  const chat = widgetPage(visitor.page)
  const inbox = inboxPage(agent.page, stage.server.url)
  await inbox.signIn(OWNER)
  await visitor.page.goto(stage.host.url())
  await chat.open()
  await chat.write(mark)
  await inbox.openRow(mark)
  return { visitor, agent, chat, inbox }
}

describe('93-95 canned responses', () => {
  it('are written in the settings, judged beside the field, found, deleted and brought back', async () => {
    const { page, context, troubles } = await settings()
    await page.getByText('Nothing is written yet').waitFor()
    await shoot(page, 'canned-empty')
    expect(await axeFindings(page)).toEqual([])
    await write(page, {
      title: 'A welcome',
      word: 'two words',
      text: 'Hello {{visitor.first_name|there}}, {{agent.name}} here.',
    })
    await page.getByText('One word in small letters').waitFor()
    await page.getByRole('textbox', { name: 'Word' }).fill('hello')
    const preview = page.getByRole('region', { name: 'As it reads in a conversation' })
    await preview.getByText(/^Hello Priya, .+ here\.$/).waitFor()
    const files = page.getByRole('group', { name: 'Files' })
    await files.locator('input[type=file]').setInputFiles([aText('terms.txt'), aText('map.txt')])
    await files.getByRole('button', { name: 'Remove map.txt' }).waitFor()
    await shoot(page, 'canned-editor')
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Save', exact: true }).press('Enter')
    await page.getByText('2 files · Not inserted yet').waitFor()
    await write(page, { title: 'Another', word: 'hello', text: 'x' })
    await page.getByRole('button', { name: 'Save', exact: true }).press('Enter')
    await page.getByText('Another one has this word already').waitFor()
    await page.getByRole('textbox', { name: 'Word' }).fill('where')
    await page
      .getByRole('textbox', { name: 'Text' })
      .fill('Your order {{field.order}} is on its way, {{visitor.email}}')
    await page.getByRole('button', { name: 'Save', exact: true }).press('Enter')
    const list = page.getByRole('list', { name: 'Canned responses' })
    await list.getByText('Another').waitFor()
    await shoot(page, 'canned-list')
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Delete Another' }).press('Enter')
    await list.getByText('Another').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo' }).press('Enter')
    await list.getByText('Another').waitFor()
    await page.getByRole('searchbox', { name: 'Search canned responses' }).fill('on its way')
    await list.getByText('A welcome').waitFor({ state: 'detached' })
    expect(troubles).toEqual([])
    await context.close()
  })
})

describe('93-95 canned responses in a conversation', () => {
  it('are inserted by a word with what is known, and hold back what is not', async () => {
    const { visitor, agent, chat, inbox } = await pair('Where is my order')
    const { page } = agent
    await inbox.reply.focus()
    await page.keyboard.type('Hi! /h')
    const list = page.getByRole('listbox', { name: 'Canned responses' })
    await list.getByRole('option', { name: /\/hello/ }).waitFor()
    await shoot(page, 'canned-suggested')
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Enter')
    await expect.poll(() => inbox.reply.inputValue()).toMatch(/^Hi! Hello there, .+ here\.$/)
    const along = page.getByRole('list', { name: 'Files to send' })
    await along.getByRole('button', { name: 'Remove map.txt' }).press('Enter')
    await along.getByText('map.txt').waitFor({ state: 'detached' })
    await inbox.reply.focus()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('/wh')
    await list.getByRole('option', { name: /\/where/ }).waitFor()
    await page.keyboard.press('Enter')
    const held = page.getByRole('alert').filter({ hasText: 'Nothing is known for these' })
    await held.waitFor()
    await shoot(page, 'canned-missing')
    expect(await axeFindings(page)).toEqual([])
    expect(await page.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true)
    await held.getByRole('button', { name: '{{field.order}}' }).press('Enter')
    await page.keyboard.type('7')
    await page.keyboard.press('End')
    for (let n = 0; n < '{{visitor.email}}'.length; n++) await page.keyboard.press('Backspace')
    await page.keyboard.type('{{agent.first_name}} :rocke')
    await page.getByRole('listbox', { name: 'Emoji' }).getByRole('option').first().waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('This is sent:').waitFor()
    await shoot(page, 'canned-sent')
    await page.keyboard.press('Enter')
    await chat.thread.getByText(/^Your order 7 is on its way, \S+ 🚀$/).waitFor()
    await chat.thread.getByText('terms.txt').waitFor()
    expect(await chat.thread.getByText('map.txt').count()).toBe(0)
    expect([...agent.troubles, ...visitor.troubles]).toEqual([])
    await agent.context.close()
    await visitor.context.close()
  })

  it.each(['light', 'dark'] as const)('fit on a phone, %s', async (theme) => {
    const { page, context } = await settings({ device: 'phone', theme })
    await page.getByText('A welcome').waitFor()
    await shoot(page, `canned-list-phone-${theme}`)
    expect(await axeFindings(page)).toEqual([])
    await context.close()
    const { agent, visitor } = await pair(`On a phone, ${theme}`, { device: 'phone', theme })
    await agent.page.getByRole('button', { name: 'Canned response' }).click()
    await agent.page.getByRole('option', { name: /\/hello/ }).waitFor()
    await shoot(agent.page, `canned-suggested-phone-${theme}`)
    expect(await axeFindings(agent.page)).toEqual([])
    await agent.context.close()
    await visitor.context.close()
  })
})

describe('Markdown by keys', () => {
  it('marks what is selected, links pasted addresses, goes on with lists; the browser’s undo takes it back', async () => {
    const { visitor, agent, chat, inbox } = await pair('What do you sell')
    const { page } = agent
    await inbox.reply.focus()
    await page.keyboard.type('tea')
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.press('ControlOrMeta+b')
    expect(await inbox.reply.inputValue()).toBe('**tea**')
    await page.keyboard.press('ControlOrMeta+z')
    expect(await inbox.reply.inputValue()).toBe('tea')
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.press('ControlOrMeta+i')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('End')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('- green')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('black')
    expect(await inbox.reply.inputValue()).toBe('*tea*\n- green\n- black')
    await page.keyboard.press('Enter')
    await chat.thread.getByRole('listitem').filter({ hasText: 'black' }).last().waitFor()
    expect([...agent.troubles, ...visitor.troubles]).toEqual([])
    await agent.context.close()
    await visitor.context.close()
  })
})
