import { describe, expect, it } from 'vitest'
import { newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()

const HOSTILE = [
  '<img src=x onerror="globalThis.parleyPwned=1">',
  '<svg/onload=globalThis.parleyPwned=1>',
  '"><script>globalThis.parleyPwned=1</script>',
  "javascript:globalThis.parleyPwned=1//'",
  '[click](javascript:globalThis.parleyPwned=1)',
  '<a href="javascript:globalThis.parleyPwned=1">x</a>',
  '{{constructor.constructor("globalThis.parleyPwned=1")()}}',
  '<iframe srcdoc="<script>parent.parleyPwned=1</script>">',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=globalThis.parleyPwned=1>',
  'data:text/html,<script>globalThis.parleyPwned=1</script>',
]

describe('hostile text', () => {
  it('N40 N41 N44 S8 is shown as text to the visitor and to the agent, and nothing of it runs', async () => {
    const visitor = await newPerson(stage.browser)
    const agent = await newPerson(stage.browser)
    const chat = widgetPage(visitor.page)
    const inbox = inboxPage(agent.page, stage.server.url)
    await inbox.signInByForm(OWNER)
    await visitor.page.goto(stage.host.url())
    await chat.open()
    for (const text of HOSTILE) await chat.write(text)
    await inbox.openRow('data:text/html')
    for (const text of HOSTILE) {
      expect(await chat.thread.innerText()).toContain(text)
      await inbox.thread.getByText(text, { exact: true }).first().waitFor()
    }
    for (const { page } of [visitor, agent]) {
      expect(await page.evaluate(() => 'parleyPwned' in globalThis)).toBe(false)
      const links = await page
        .getByRole('log', { name: 'Messages' })
        .locator('a')
        .evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).protocol))
      expect(links.filter((protocol) => !['http:', 'https:', 'mailto:', 'tel:'].includes(protocol))).toEqual([])
    }
    expect([...visitor.troubles, ...agent.troubles]).toEqual([])
    await visitor.context.close()
    await agent.context.close()
  })

  it("N02 N47 S9 gives a foreign page that frames the inbox, or opens its socket with the agent's cookies, nothing", async () => {
    const agent = await newPerson(stage.browser)
    await inboxPage(agent.page, stage.server.url).signInByForm(OWNER)
    const evil = await agent.context.newPage()
    await evil.goto(stage.host.url())
    const outcome = await evil.evaluate(async (server) => {
      const socket = new WebSocket(`${server.replace('http', 'ws')}/api/v1/socket`)
      const closed = await new Promise<number>((resolve) => {
        socket.onclose = (event) => resolve(event.code)
        socket.onmessage = () => resolve(-1)
      })
      const refreshed = await fetch(`${server}/api/v1/sessions/refresh`, { method: 'POST', credentials: 'include' })
        .then(() => 'readable')
        .catch(() => 'refused')
      return { closed, refreshed }
    }, stage.server.url)
    expect(outcome.closed).not.toBe(-1)
    expect(outcome.refreshed).toBe('refused')
    const inbox = await fetch(`${stage.server.url}/inbox`)
    expect(inbox.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    await agent.context.close()
  })
})
