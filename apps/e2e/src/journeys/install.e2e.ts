import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newPerson, type Person } from '../harness/browser.ts'
import { anAppWithThePackage } from '../harness/npm-app.ts'
import { OWNER } from '../harness/server.ts'
import { siteId } from '../harness/site-options.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()
let app: Awaited<ReturnType<typeof anAppWithThePackage>>
let owner: Person
beforeAll(async () => {
  app = await anAppWithThePackage()
  owner = await newPerson(stage.browser)
  await inboxPage(owner.page, stage.server.url).signIn(OWNER)
})
afterAll(async () => {
  await owner?.context.close()
  await app?.remove()
})

/** What a way of making sites makes of the text that the settings show: a page, its policy, a script of its own. */
type Made = { html: string; policy?: string; script?: string }
type Way = [name: string, make: (shown: string) => Made | Promise<Made>]

const page = (body: string, head = '') =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A shop</title>${head}</head><body><main><h1>Tea</h1></main>${body}</body></html>`

/** What `wp_enqueue_script` prints of its arguments (WordPress 6.3 and later), in the footer where it is asked to. */
function wordpress(shown: string): string {
  const call =
    /wp_enqueue_script\('([\w-]+)', '([^']+)', \[\], null, \['strategy' => '(async|defer)', 'in_footer' => true\]\)/
  const [, handle, src, strategy] = call.exec(shown) ?? []
  if (!handle) throw new Error(`no call that WordPress knows in:\n${shown}`)
  // It runs while the page is made: what is printed is all that a browser sees.
  expect(shown).toMatch(/add_action\('wp_enqueue_scripts', function \(\) \{\n.*;\n\}\);$/s)
  return `<script src="${src}" id="${handle}-js" ${strategy} data-wp-strategy="${strategy}"></script>`
}

/** A tag manager parses its custom HTML and puts every script of it into the page anew, once the page is there. */
const manager = (html: string) => `<script>addEventListener('load', () => setTimeout(() => {
  const parsed = document.createElement('div')
  parsed.innerHTML = ${JSON.stringify(html).replaceAll('<', '\\u003c')}
  for (const found of parsed.querySelectorAll('script')) {
    const tag = document.createElement('script')
    for (const { name, value } of found.attributes) tag.setAttribute(name, value)
    document.body.append(tag)
  }
}, 200))</script>`

const ways: Way[] = [
  ['Any page', (shown) => ({ html: page(shown) })],
  [
    'Strict policy',
    (shown) => {
      const [tag = '', header = ''] = shown.replaceAll('YOUR_NONCE', 'n0nce').split('\n\n')
      const [name, policy = ''] = header.split(/: (.*)/s)
      expect(name).toBe('Content-Security-Policy')
      return { html: page(tag), policy: `default-src 'none'; ${policy}; require-trusted-types-for 'script'` }
    },
  ],
  [
    'Bundler',
    async (shown) => {
      const [command, ...code] = shown.split('\n\n')
      expect(command).toBe('npm install @parley/sdk')
      await writeFile(path.join(app.folder, 'shown.ts'), code.join('\n\n'))
      return { html: page('<script type="module" src="/page.js"></script>'), script: await app.bundled('shown.ts') }
    },
  ],
  ['Tag manager', (shown) => ({ html: page('', manager(shown)) })],
  ['WordPress', (shown) => ({ html: page(wordpress(shown)) })],
  // The layout of a theme, as Shopify prints it: what stands in it and is no Liquid is printed as it is.
  ['Shopify', (shown) => ({ html: page(`<div id="shopify-section-footer"></div>\n${shown}`) })],
  [
    'Pinned by hash',
    async (shown) => {
      const bytes = Buffer.from(await (await fetch(`${stage.server.url}/parley.js`)).arrayBuffer())
      return { html: page(shown.replace('sha384-…', `sha384-${createHash('sha384').update(bytes).digest('base64')}`)) }
    },
  ],
]

/** A website of its own origin. */
async function aSite({ html, policy, script = '' }: Made) {
  const http = createServer(({ url }, response) => {
    const isScript = url === '/page.js'
    if (policy) response.setHeader('content-security-policy', policy)
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8')
    response.end(isScript ? script : html)
  })
  const port = await new Promise<number>((done) => {
    http.listen(0, '127.0.0.1', () => done((http.address() as { port: number }).port)) // it listens on a port
  })
  const close = () => {
    http.closeAllConnections()
    http.close()
  }
  return { origin: `http://127.0.0.1:${port}`, close }
}

async function shownFor(inbox: Page, way: string): Promise<string> {
  await inbox.goto(`${stage.server.url}/inbox/settings/sites/${await siteId(stage.server)}/install`)
  await inbox.getByRole('button', { name: way, exact: true }).click()
  const texts = inbox.locator('section', { hasText: 'Paste it' }).locator('pre code')
  return (await texts.allInnerTexts()).join('\n\n')
}

describe('what the settings show to be pasted', () => {
  it.each(ways)('%s: a chat opens, and the page is seen', async (way, make) => {
    const shown = await shownFor(owner.page, way)
    const site = await aSite(await make(shown))
    const visitor = await newPerson(stage.browser)
    await visitor.page.goto(site.origin)
    const widget = widgetPage(visitor.page)
    await widget.open()
    await widget.write(`Hello from ${way}`)
    await widget.message(`Hello from ${way}`).waitFor()
    // Live: nobody loads the settings anew.
    await owner.page.getByRole('listitem').filter({ hasText: site.origin }).getByText('Last seen').waitFor()
    expect(visitor.troubles).toEqual([])
    await visitor.context.close()
    site.close()
  })

  it('there is no way that is not tried here', async () => {
    await shownFor(owner.page, 'Any page')
    const offered = await owner.page
      .getByRole('group', { name: 'How the site is made' })
      .getByRole('button')
      .allInnerTexts()
    expect(offered).toEqual(ways.map(([name]) => name))
  })
})
