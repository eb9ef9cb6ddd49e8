import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const executablePath = process.env.CHROME_PATH ?? '/usr/bin/chromium'

/** Chromium that talks to nobody but loopback. */
export const LAUNCH = {
  executablePath,
  args: [
    '--disable-dev-shm-usage',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}

export async function launchBrowser(): Promise<Browser> {
  if (!existsSync(executablePath)) throw new Error(`no Chromium at ${executablePath}; set CHROME_PATH`)
  return await chromium.launch(LAUNCH)
}

export type Device = 'desktop' | 'phone'

const DEVICES = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  },
} as const

export type Person = { page: Page; context: BrowserContext; troubles: string[] }

/** A browser profile of its own with one tab. `troubles` collects page errors and policy violations. */
export async function newPerson(
  browser: Browser,
  { device = 'desktop', theme = 'light' }: { device?: Device; theme?: 'light' | 'dark' } = {},
): Promise<Person> {
  const context = await browser.newContext({ ...DEVICES[device], colorScheme: theme, locale: 'en-GB' })
  const troubles: string[] = []
  context.on('weberror', (error) => troubles.push(String(error.error())))
  const page = await context.newPage()
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted Type/i.test(message.text())) troubles.push(message.text())
  })
  return { page, context, troubles }
}
