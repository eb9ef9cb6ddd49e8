import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const executablePath = process.env.CHROME_PATH ?? '/usr/bin/chromium'

/** Each window would start pages of the browser's own in processes of their own: more work than most of the tests'. */
const OWN_PAGES = ['PreloadTopChromeWebUI', 'WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup']

/** What Playwright turns off; Chromium hears the last `--disable-features` only. */
const PLAYWRIGHTS = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion',
]

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
    `--disable-features=${[...PLAYWRIGHTS, ...OWN_PAGES].join()}`,
  ],
}

let shared: Browser | null = null

/**
 * The browser of this worker: files take it over from one another, since what a person does stays in a profile of his own.
 * It ends with the worker.
 */
export async function sharedBrowser(): Promise<Browser> {
  if (!existsSync(executablePath)) throw new Error(`no Chromium at ${executablePath}; set CHROME_PATH`)
  if (!shared?.isConnected()) shared = await chromium.launch(LAUNCH)
  return shared
}

/** Ends every profile that a file has left open: after it the browser is as new. */
export async function leaveBrowser(): Promise<void> {
  for (const context of shared?.contexts() ?? []) await context.close()
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

type Profile = {
  device?: Device
  theme?: 'light' | 'dark'
  /** Whether its pages may have service workers: few tests are about them, and each would fetch the whole inbox. */
  workers?: boolean
}

/** A browser profile of its own with one tab. `troubles` collects page errors and policy violations. */
export async function newPerson(
  browser: Browser,
  { device = 'desktop', theme = 'light', workers = false }: Profile = {},
): Promise<Person> {
  const serviceWorkers = workers ? 'allow' : 'block'
  const context = await browser.newContext({ ...DEVICES[device], colorScheme: theme, locale: 'en-GB', serviceWorkers })
  const troubles: string[] = []
  context.on('weberror', (error) => troubles.push(String(error.error())))
  const page = await context.newPage()
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted Type/i.test(message.text())) troubles.push(message.text())
  })
  return { page, context, troubles }
}
