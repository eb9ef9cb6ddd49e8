import type { Locator, Page } from 'playwright-core'

/** The widget on a host page, by the names of design 11. */
export function widgetPage(page: Page) {
  const launcher = page.getByRole('button', { name: 'Open chat' })
  const thread = page.getByRole('log', { name: 'Messages' })
  const composer = page.getByRole('textbox', { name: 'Message', exact: true })

  return {
    launcher,
    thread,
    composer,
    earlier: page.getByRole('button', { name: 'Show earlier messages' }),
    closer: page.getByRole('button', { name: 'Close chat' }).first(),
    async open(): Promise<void> {
      await launcher.click()
      await composer.waitFor()
    },
    async write(text: string): Promise<void> {
      await composer.fill(text)
      await composer.press('Enter')
    },
    /** Picks `file` with the button and sends it. */
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

/** Waits until `button` may be pressed (an upload is done, say). */
export async function enabled(button: Locator): Promise<void> {
  await button.waitFor()
  const handle = await button.elementHandle()
  await handle?.waitForElementState('enabled')
}
