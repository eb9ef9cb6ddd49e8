import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { newPerson } from '../harness/browser.ts'
import { eventually } from '../harness/eventually.ts'
import { signIn, visitorClient } from '../harness/node-client.ts'
import { OWNER, type RunningServer } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const shots = process.env['SHOTS']
const ROUNDS = 5
/** How long each of them waits: what is promised is learned from it, and from what the demo holds. Milliseconds. */
const WAITED_MS = 5_000
const text = (words: string) => ({ v: 1 as const, type: 'text' as const, text: words })

/** Ten conversations of this hour that were answered, two at a time, by somebody who has no inbox open. */
async function answeredBefore(server: RunningServer): Promise<void> {
  const visitor = visitorClient(server)
  visitor.start()
  const { access } = await signIn(server)
  async function answer(conversationId: string | null): Promise<void> {
    const cmid = `0${randomBytes(13).toString('hex').slice(1)}`
    const response = await fetch(`${server.url}/api/v1/events`, {
      ...{
        method: 'POST',
        body: JSON.stringify({ t: 'send', cmid, conversationId, kind: 'msg.new', body: text('yes') }),
      },
      headers: {
        ...{ 'content-type': 'application/json', origin: server.url, 'idempotency-key': cmid },
        authorization: `Bearer ${access}`,
      },
    })
    expect(response.status).toBe(200)
  }
  for (let round = 0; round < ROUNDS; round++) {
    const chats = [visitor.openNew(), visitor.openNew()]
    for (const chat of chats) chat.send('msg.new', text('are you there?'))
    await eventually('they began', () => chats.every(({ id }) => id.value !== null))
    await pause(WAITED_MS)
    for (const { id } of chats) await answer(id.value)
  }
  visitor.destroy()
}

describe('the wait that is promised', () => {
  const stage = useStage()

  it('comes from what others waited at this hour, once somebody of the team is there', async () => {
    await answeredBefore(stage.server)
    const visitor = await newPerson(stage.browser, { device: 'phone', theme: 'dark' })
    const agent = await newPerson(stage.browser)
    const { page } = visitor
    const chat = widgetPage(page)
    await inboxPage(agent.page, stage.server.url).signIn(OWNER)
    await page.goto(stage.host.url())
    await page.evaluate('window.told = []; Parley.on("queue", (place) => window.told.push(place))')
    await chat.open()
    await chat.write('and I?')
    const card = page.getByRole('region', { name: 'Your place in line' })
    await card.getByText(/^At this hour it takes (about .* minutes?|less than a minute)\.$/).waitFor()
    if (shots) await page.screenshot({ path: `${shots}/queue-wait-phone.png` })
    const told = (await page.evaluate('window.told')) as { position: number; etaSeconds: number | null }[]
    expect(told.at(-1)).toEqual({ position: expect.any(Number), etaSeconds: expect.any(Number) })
    expect(visitor.troubles).toEqual([])
    for (const { context } of [visitor, agent]) await context.close()
  }, 120_000)
})
