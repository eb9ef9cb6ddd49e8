import type { Locator } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { type Device, newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const shots = process.env.SHOTS
const SITE = 'Fern & Kettle'
/** Asks how the visitor can be reached, while the conversation goes on. */
const CARD = 'In case you leave this page'

async function middleOf(box: Locator): Promise<number[]> {
  const { x, y, width, height } = (await box.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  return [x + width / 2, y + height / 2].map(Math.round)
}

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

      await page.getByText(CARD).waitFor()
      await page.getByRole('button', { name: 'Conversation menu' }).click()
      const menu = page.getByRole('menu', { name: 'Conversation menu' })
      await menu.waitFor()
      expect(await axeFindings(page)).toEqual([])
      await page.keyboard.press('Escape')
      await menu.waitFor({ state: 'hidden' })
      await chat.composer.waitFor() // Esc closed the menu, not the chat
      await page.getByRole('button', { name: 'Conversation menu' }).press('Enter')
      await page.getByRole('menuitem', { name: /End conversation/ }).click()
      const question = page.getByRole('dialog', { name: 'End this conversation?' })
      await question.waitFor()
      const middles = [await middleOf(question), await middleOf(page.getByRole('dialog', { name: SITE }))]
      expect(middles[0]).toEqual(middles[1])
      expect(await axeFindings(page)).toEqual([])
      if (shots) await page.screenshot({ path: `${shots}/end-${device}.png` })
      await page.getByRole('button', { name: 'End conversation', exact: true }).click()

      await chat.thread.getByText('You ended the conversation').waitFor()
      expect(await page.getByText(CARD).count()).toBe(0)
      await agent.page.getByRole('button', { name: 'Reopen', exact: true }).waitFor()
      await chat.thread.getByText('Good', { exact: true }).click()
      await chat.thread.getByRole('textbox', { name: /What went well/ }).fill(`${mark} quick and clear`)
      expect(await axeFindings(page)).toEqual([])
      await chat.thread.getByRole('button', { name: 'Send rating' }).click()
      await chat.thread.getByText('Your rating: Good').waitFor()
      await inbox.thread.getByText(`${mark} quick and clear`).waitFor()

      // Somebody takes it up again: the visitor is called as for any answer.
      await chat.closer.click()
      await inbox.press('Reopen')
      await inbox.answer(`${mark} forgot to say`)
      const bubble = page.getByRole('region', { name: /^Message from / })
      await bubble.getByRole('button', { name: `${mark} forgot to say` }).click()
      await chat.message(`${mark} forgot to say`).waitFor()

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
