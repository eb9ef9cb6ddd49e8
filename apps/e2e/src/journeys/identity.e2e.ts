import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { signerOf } from '../harness/signer.ts'
import { useStage } from '../harness/stage.ts'
import { createIdentityKey } from '../pages/identity-page.ts'
import { inboxPage } from '../pages/inbox-page.ts'

const stage = useStage()

/** What a browser says at its door, without a widget: the team's side is looked at here. */
async function arrive(identity: string) {
  const { url } = stage.server
  const headers = { 'content-type': 'application/json', origin: 'http://localhost:5999' }
  const post = async (path: string, body: object, access = '') => {
    const bearer = access ? { authorization: `Bearer ${access}` } : {}
    const options = { method: 'POST', headers: { ...headers, ...bearer }, body: JSON.stringify(body) }
    const response = await fetch(`${url}/api/v1/${path}`, options)
    return response.status === 204 ? {} : ((await response.json()) as Record<string, string>)
  }
  const { access = '' } = await post('visitors', { siteKey: 'demo', identity })
  return { post, access }
}

describe('people with a signed identity', () => {
  it('an admin makes a key and sees its secret once; agents see who a visitor is and what his page told', async () => {
    const owner = await newPerson(stage.browser)
    const { page } = owner
    await inboxPage(page, stage.server.url).signIn(OWNER)
    const { kid, secret, workspaceId } = await createIdentityKey(page, stage.server.url)
    expect(await axeFindings(page)).toEqual([])
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/identity-key.png`, fullPage: true })
    await page.reload()
    await page.getByText(kid).first().waitFor()
    expect(await page.getByText(secret).count()).toBe(0)

    const sign = signerOf({ kid, secret, workspaceId })
    const company = { id: 'acme', name: 'Acme Bikes', attributes: { seats: 12 } }
    const attributes = { plan: 'pro', paying: true, since: '2026-01-15T00:00:00Z' }
    const { post, access } = await arrive(
      sign('priya', { name: 'Priya', email: 'priya@example.com', company, attributes }),
    )
    const [cmid, key] = ['01jd5k2m3nqqqqqqqqqqqqqqqq', '01jd5k2m3nrrrrrrrrrrrrrrrr']
    const origin = {
      'content-type': 'application/json',
      origin: 'http://localhost:5999',
      authorization: `Bearer ${access}`,
    }
    const sent = await fetch(`${stage.server.url}/api/v1/events`, {
      method: 'POST',
      headers: { ...origin, 'idempotency-key': cmid },
      body: JSON.stringify({
        t: 'send',
        cmid,
        create: { key },
        kind: 'msg.new',
        body: { v: 1, type: 'text', text: 'My brakes squeal.' },
      }),
    })
    expect(sent.status).toBe(200)
    await post(
      'visitors/me/activity',
      {
        events: [{ name: 'basket filled', props: { items: 3 }, agoMs: 4_000 }],
        pages: [{ url: 'https://fernandkettle.example/brakes?secret=1', title: 'Brakes', agoMs: 2_000 }],
      },
      access,
    )

    await page.goto(`${stage.server.url}/inbox`)
    const inbox = inboxPage(page, stage.server.url)
    await inbox.openRow('My brakes squeal.')
    const details = page.getByRole('complementary', { name: 'About the visitor' })
    for (const text of ['Verified', 'Acme Bikes', 'pro', 'basket filled', 'Brakes'])
      await details.getByText(text, { exact: true }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/identity-details.png` })
    expect(owner.troubles).toEqual([])
    await owner.context.close()
  })
})
