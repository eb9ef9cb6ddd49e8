import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { addColleague } from '../harness/colleague.ts'
import { OWNER } from '../harness/server.ts'
import { type Stage, useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const shots = process.env['SHOTS']

/** A visitor who asks, the owner and Ines, both signed in. */
async function twoAgents(stage: Stage, mark: string) {
  const who = await addColleague(stage.server.url, OWNER, { name: 'Ines Duarte' })
  const [visitor, ada, ines] = [
    await newPerson(stage.browser),
    await newPerson(stage.browser),
    await newPerson(stage.browser),
  ]
  const chat = widgetPage(visitor.page)
  await visitor.page.goto(stage.host.url())
  await chat.open()
  await chat.write(mark)
  const [own, hers] = [inboxPage(ada.page, stage.server.url), inboxPage(ines.page, stage.server.url)]
  await own.signIn(OWNER)
  await hers.signIn(who)
  const end = async () => {
    for (const { context } of [visitor, ada, ines]) await context.close()
  }
  return { chat, ada: { ...ada, inbox: own }, ines: { ...ines, inbox: hers }, end }
}

describe('two colleagues in one conversation', () => {
  const stage = useStage()

  it('mention each other by keyboard, find it under Mentions, and it is read when it was seen', async () => {
    const mark = `mention ${Date.now()}`
    const { ada, ines, end } = await twoAgents(stage, mark)
    await ada.inbox.openRow(mark)
    await ada.page.keyboard.press('n')
    await ada.page.locator('textarea:focus').waitFor()
    await ada.page.keyboard.type(`${mark}: please look, @dua`)
    const list = ada.page.getByRole('listbox', { name: 'Whom to mention' })
    await list.getByRole('option', { name: /Ines Duarte/ }).waitFor()
    if (shots) await ada.page.screenshot({ path: `${shots}/mention-list.png` })
    expect(await axeFindings(ada.page)).toEqual([])
    await ada.page.keyboard.press('Enter')
    await ada.page.keyboard.type('it is urgent')
    await ada.page.keyboard.press('Enter')
    await ada.inbox.thread.getByText('@Ines Duarte').waitFor()

    await ines.inbox.views.getByRole('link', { name: /^Mentions.*1/ }).waitFor()
    await ines.page.keyboard.press('g')
    await ines.page.keyboard.press('m')
    await ines.inbox.row(mark).getByText('mentions you').waitFor({ state: 'attached' })
    if (shots) await ines.page.screenshot({ path: `${shots}/mentions.png` })
    await ines.inbox.openRow(mark)
    await ines.inbox.thread.getByText('@Ines Duarte').waitFor()
    await ines.inbox.views.getByRole('link', { name: /^Mentions$/ }).waitFor()
    await ines.inbox.row(mark).getByText('mentions you').waitFor({ state: 'detached' })
    if (shots) await ines.page.screenshot({ path: `${shots}/mention-read.png` })
    expect(await axeFindings(ines.page)).toEqual([])
    await end()
  }, 120_000)

  it('see each other there, and a second reply is held until its writer has decided', async () => {
    const mark = `collision ${Date.now()}`
    const { chat, ada, ines, end } = await twoAgents(stage, mark)
    await ada.inbox.openRow(mark)
    await ines.inbox.openRow(mark)
    const alsoHere = ada.page.getByRole('region', { name: 'Conversation' }).getByText('Also here: Ines Duarte')
    await alsoHere.waitFor({ state: 'attached' })

    await ada.inbox.reply.fill('my answer')
    await ines.inbox.answer('her answer')
    const asked = ines.page.getByRole('alertdialog', { name: 'A colleague was faster' })
    await asked.getByText('is writing an answer').waitFor()
    await asked.getByRole('button', { name: 'Send anyway' }).click()
    await chat.message('her answer').waitFor()
    await ada.inbox.message('her answer').waitFor()
    await ada.inbox.press('Send')
    const held = ada.page.getByRole('alertdialog', { name: 'A colleague was faster' })
    await held.getByText('Ines Duarte answered while you wrote').waitFor()
    if (shots) await ada.page.screenshot({ path: `${shots}/held.png` })
    expect(await axeFindings(ada.page)).toEqual([])
    await held.getByRole('button', { name: 'Keep as draft' }).click()
    await held.waitFor({ state: 'detached' })
    expect(await ada.inbox.reply.inputValue()).toBe('my answer')
    await ada.inbox.press('Send')
    await chat.message('my answer').waitFor()

    await ines.page.close()
    await alsoHere.waitFor({ state: 'detached' })
    await end()
  }, 120_000)
})

describe('an agent among colleagues', () => {
  const stage = useStage()

  it('is told when a colleague took a conversation of his: in a toast, over what is written, and under Activity', async () => {
    const mark = `taken ${Date.now()}`
    const { ada, ines, end } = await twoAgents(stage, mark)
    await ines.inbox.openRow(mark)
    await ines.page
      .getByRole('button', { name: /^Claim/ })
      .first()
      .click()
    await ada.inbox.row(mark).getByText('Also here: Ines Duarte').waitFor({ state: 'attached' })
    await ines.inbox.reply.fill('half an answer')
    await ada.inbox.list.getByText('Ines Duarte is writing').waitFor()
    if (shots) await ada.page.screenshot({ path: `${shots}/row-writes.png` })
    expect(await axeFindings(ada.page)).toEqual([])
    await ada.inbox.openRow(mark)
    await ada.inbox.thread.getByText('Ines Duarte took this conversation').waitFor()
    await ada.page.keyboard.press('Shift+A')

    await ines.page.getByText(/took the conversation with .* from you/).waitFor()
    const strip = ines.page.getByText(/has this conversation now\. What you write stays here\./)
    await strip.waitFor()
    if (shots) await ines.page.screenshot({ path: `${shots}/taken.png` })
    expect(await axeFindings(ines.page)).toEqual([])
    expect(await ines.inbox.reply.inputValue()).toBe('half an answer')
    await ines.page.getByRole('button', { name: 'Take it back' }).click()
    await strip.waitFor({ state: 'detached' })
    await ada.page.getByText(/took the conversation with .* from you/).waitFor()
    await ines.page.getByRole('button', { name: /^Activity/ }).click()
    await ines.page.getByRole('dialog', { name: 'Activity' }).getByText('took it from you').waitFor()
    await end()
  }, 120_000)

  it('asks the supervisors for help, who find it and advise him', async () => {
    const mark = `help ${Date.now()}`
    const { ada, ines, end } = await twoAgents(stage, mark)
    await ines.inbox.openRow(mark)
    await ines.page.keyboard.press('Shift+H')
    await ines.page.locator('textarea:focus').waitFor()
    await ines.page.keyboard.type(`${mark}: may I refund this?`)
    if (shots) await ines.page.screenshot({ path: `${shots}/ask.png` })
    expect(await axeFindings(ines.page)).toEqual([])
    await ines.page.keyboard.press('Enter')
    await ines.inbox.thread.getByText('Waits for an answer').waitFor()

    await ada.inbox.views.getByRole('link', { name: /^Requests.*1/ }).waitFor()
    await ada.page.keyboard.press('g')
    await ada.page.keyboard.press('r')
    await ada.inbox.views.locator('[aria-current]').getByText('Requests').waitFor()
    if (shots) await ada.page.screenshot({ path: `${shots}/requests.png` })
    expect(await axeFindings(ada.page)).toEqual([])
    await ada.inbox.row(mark).getByText('asks for help').waitFor({ state: 'attached' })
    await ada.inbox.openRow(mark)
    await ada.page.keyboard.press('Shift+W')
    await ada.page.locator('textarea:focus').waitFor()
    await ada.page.keyboard.type('up to 20 euros')
    await ada.page.keyboard.press('Enter')
    await ines.inbox.thread.getByText('up to 20 euros').waitFor()
    await ines.inbox.thread.getByText('Answered', { exact: true }).waitFor()
    await ada.page.getByText('Nobody asks for help.').waitFor()
    expect(await ines.inbox.views.getByRole('link', { name: /^Requests/ }).count()).toBe(0)
    if (shots) await ines.page.screenshot({ path: `${shots}/advice.png` })
    expect(await axeFindings(ines.page)).toEqual([])
    await end()
  }, 120_000)
})
