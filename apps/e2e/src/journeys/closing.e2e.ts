import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { type Device, newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

describe('the end of a conversation', () => {
  const stage = useStage()

  it.each<Device>(['desktop', 'phone'])(
    'is the visitor’s to choose, to rate, and to take back (%s)',
    async (device) => {
      const mark = `${device} ${Date.now()}`
      const visitor = await newPerson(stage.browser, { device })
      const agent = await newPerson(stage.browser)
      const chat = widgetPage(visitor.page)
      const inbox = inboxPage(agent.page, stage.server.url)
      const { page } = visitor

      await inbox.signIn(OWNER)
      await page.goto(stage.host.url())
      await chat.open()
      await chat.write(`${mark} asks`)
      await inbox.openRow(mark)
      await inbox.press('Claim')
      await inbox.answer(`${mark} answer`)
      await chat.message(`${mark} answer`).waitFor()

      await page.getByRole('button', { name: 'Conversation menu' }).click()
      const menu = page.getByRole('menu', { name: 'Conversation menu' })
      await menu.waitFor()
      expect(await axeFindings(page)).toEqual([])
      await page.keyboard.press('Escape')
      await menu.waitFor({ state: 'hidden' })
      await chat.composer.waitFor() // Esc closed the menu, not the chat
      await page.getByRole('button', { name: 'Conversation menu' }).press('Enter')
      await page.getByRole('menuitem', { name: /End conversation/ }).click()
      await page.getByRole('dialog', { name: 'End this conversation?' }).waitFor()
      expect(await axeFindings(page)).toEqual([])
      await page.getByRole('button', { name: 'End conversation', exact: true }).click()

      await chat.thread.getByText('You ended the conversation').waitFor()
      await agent.page.getByRole('button', { name: 'Reopen', exact: true }).waitFor()
      await chat.thread.getByText('Good', { exact: true }).click()
      await chat.thread.getByRole('textbox', { name: /What went well/ }).fill(`${mark} quick and clear`)
      expect(await axeFindings(page)).toEqual([])
      await chat.thread.getByRole('button', { name: 'Send rating' }).click()
      await chat.thread.getByText('Your rating: Good').waitFor()
      await inbox.thread.getByText(`${mark} quick and clear`).waitFor()

      await chat.write(`${mark} one thing more`)
      await inbox.message(`${mark} one thing more`).waitFor()
      await agent.page.getByRole('button', { name: 'Close', exact: true }).first().waitFor() // open again
      await chat.thread.getByRole('button', { name: 'Start a new conversation' }).waitFor({ state: 'hidden' })
      expect(visitor.troubles).toEqual([])
      await visitor.context.close()
      await agent.context.close()
    },
    120_000,
  )
})
