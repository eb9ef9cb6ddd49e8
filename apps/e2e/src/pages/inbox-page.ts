import type { Page } from 'playwright-core'
import { enabled } from './widget-page.ts'

/** Long after a conversation is shown, also on a busy machine. */
const PRESSED_AGAIN_MS = 10_000

/** The agents' inbox, by the names of design 11. */
export function inboxPage(page: Page, server: string) {
  const thread = page.getByRole('log', { name: 'Messages' })
  const list = page.getByRole('list', { name: 'Conversations' })
  const views = page.getByRole('navigation', { name: 'Views' })
  const reply = page.getByRole('textbox', { name: 'Reply', exact: true })

  return {
    thread,
    list,
    views,
    reply,
    /** Opens the inbox with a session of its own, begun by the request that the form makes. */
    async signIn(who: { email: string; password: string }): Promise<void> {
      const answer = await page.request.post(`${server}/api/v1/sessions`, { headers: { origin: server }, data: who })
      if (!answer.ok()) throw new Error(`signing in was answered ${answer.status()}: ${await answer.text()}`)
      await page.goto(`${server}/inbox`)
      await list.or(views).first().waitFor()
    },
    /** For journeys that are about how an agent comes in. */
    async signInByForm({ email, password }: { email: string; password: string }): Promise<void> {
      await page.goto(`${server}/inbox`)
      await page.getByLabel('Email').fill(email)
      await page.getByLabel('Password', { exact: true }).fill(password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await list.or(views).first().waitFor()
    },
    row: (text: string) => list.getByRole('listitem').filter({ hasText: text }),
    async openRow(text: string): Promise<void> {
      const row = list.getByRole('listitem').filter({ hasText: text }).first()
      await row.click()
      // A list that moves between press and release takes a click for none: whoever meant it presses again.
      await thread.waitFor({ timeout: PRESSED_AGAIN_MS }).catch(() => row.click())
      await thread.waitFor()
    },
    press: (name: string) => page.getByRole('button', { name, exact: true }).first().click(),
    async answer(text: string): Promise<void> {
      await reply.fill(text)
      await page.getByRole('button', { name: 'Send', exact: true }).click()
    },
    async note(text: string): Promise<void> {
      await page
        .getByRole('tab', { name: 'Note' })
        .or(page.getByRole('switch', { name: 'Note' }))
        .first()
        .click()
      await page.getByRole('textbox', { name: /^(Note|Reply)$/ }).fill(text)
      await page.getByRole('button', { name: 'Add note' }).click()
      await page
        .getByRole('tab', { name: 'Reply' })
        .or(page.getByRole('switch', { name: 'Note' }))
        .first()
        .click()
    },
    async attach(file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
      const chosen = page.waitForEvent('filechooser')
      await page.getByRole('button', { name: 'Attach files' }).click()
      await (await chosen).setFiles(file)
      const send = page.getByRole('button', { name: 'Send', exact: true })
      await enabled(send)
      await send.click()
    },
    message: (text: string) => thread.getByText(text, { exact: true }),
  }
}
