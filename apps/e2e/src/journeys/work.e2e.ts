import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const shots = process.env['SHOTS']

describe('an answer that is not sent yet', () => {
  const stage = useStage()

  it('follows its agent to another device, is sent later by the server, and comes back as a draft', async () => {
    const mark = `question ${Date.now()}`
    const visitor = await newPerson(stage.browser)
    const desk = await newPerson(stage.browser)
    const phone = await newPerson(stage.browser)
    const chat = widgetPage(visitor.page)
    const atDesk = inboxPage(desk.page, stage.server.url)
    const onPhone = inboxPage(phone.page, stage.server.url)
    await atDesk.signIn(OWNER)
    await onPhone.signIn(OWNER)
    await visitor.page.goto(stage.host.url())
    await chat.open()
    await chat.write(mark)

    await atDesk.openRow(mark)
    await onPhone.openRow(mark)
    await atDesk.reply.fill(`${mark}: half an answer`)
    await expect.poll(() => onPhone.reply.inputValue()).toBe(`${mark}: half an answer`)

    await onPhone.reply.fill(`${mark}: good morning`)
    await phone.page.getByRole('button', { name: 'More ways to send' }).click()
    if (shots) await phone.page.screenshot({ path: `${shots}/later-menu.png` })
    await phone.page.getByRole('menuitem', { name: /^Send tomorrow/ }).click()
    const strip = desk.page.getByRole('list', { name: 'Scheduled messages' })
    await strip.getByText(`${mark}: good morning`).waitFor()
    await expect.poll(() => atDesk.reply.inputValue()).toBe('')
    if (shots) await desk.page.screenshot({ path: `${shots}/later-strip.png` })
    expect(await axeFindings(desk.page)).toEqual([])

    await strip.getByRole('button', { name: 'Edit' }).click()
    const dialog = desk.page.getByRole('dialog')
    await dialog.getByLabel('Message').fill('')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('Write something.').waitFor()
    if (shots) await desk.page.screenshot({ path: `${shots}/later-dialog.png` })
    await dialog.getByLabel('Message').fill(`${mark}: good day`)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await strip.getByText(`${mark}: good day`).waitFor()

    await desk.page.getByRole('link', { name: 'Scheduled' }).click()
    await desk.page.getByRole('heading', { name: 'Scheduled' }).waitFor()
    const row = desk.page.getByRole('listitem').filter({ hasText: `${mark}: good day` })
    await row.waitFor()
    if (shots) await desk.page.screenshot({ path: `${shots}/later-page.png` })
    expect(await axeFindings(desk.page)).toEqual([])
    await row.getByRole('button', { name: 'Send now' }).click()
    await chat.message(`${mark}: good day`).waitFor()
    await row.waitFor({ state: 'detached' })
    expect(await chat.message(`${mark}: good morning`).count()).toBe(0)
  })
})
