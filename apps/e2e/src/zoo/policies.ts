import { describe, expect, it } from 'vitest'
import type { Animal, Places } from './animal.ts'
import { NONCE } from './animal.ts'
import { talk, tell, visit, widgetOn, type Zoo } from './story.ts'

const line = ({ server }: Places) => `connect-src ${server} ${server.replace('http', 'ws')}`
const under = (policy: (places: Places) => string) => (places: Places) => ({
  'content-security-policy': policy(places),
})
const HOSTS = "default-src 'none'; style-src 'self'"
const NONCES = `default-src 'none'; style-src 'self'; script-src 'nonce-${NONCE}' 'strict-dynamic'`
const TYPES = "require-trusted-types-for 'script'"

const animals: Animal[] = [
  {
    name: 'whose policy lists hosts and leaves everything else out',
    headers: under((places) => `${HOSTS}; script-src 'self' ${places.server}; ${line(places)}`),
  },
  {
    name: 'with a nonce, strict-dynamic and Trusted Types',
    headers: under((places) => `${NONCES}; ${line(places)}; ${TYPES}`),
  },
  {
    name: 'with Trusted Types and no policy of them allowed',
    headers: under(
      (places) => `${HOSTS}; script-src 'self' ${places.server}; ${line(places)}; ${TYPES}; trusted-types 'none'`,
    ),
  },
  {
    name: 'with Trusted Types and one policy of the page',
    headers: under((places) => `${NONCES}; ${line(places)}; ${TYPES}; trusted-types shop`),
    runs: `trustedTypes.createPolicy('shop', { createHTML: (text) => text })`,
  },
  {
    name: 'whose policy only reports',
    headers: (places) => ({
      'content-security-policy-report-only': `${NONCES}; ${line(places)}; ${TYPES}; trusted-types 'none'; report-uri /favicon.ico`,
    }),
  },
  {
    name: 'whose policy forbids sockets',
    headers: under(({ server }) => `${HOSTS}; script-src 'self' ${server}; connect-src ${server}/api/v1/`),
    told: /connect-src|WebSocket/,
  },
  {
    name: 'whose policy stands in its head',
    head: (places) =>
      `<meta http-equiv="content-security-policy" content="default-src 'none'; script-src ${places.server}; ${line(places)}"/>`,
  },
  {
    name: 'that is isolated from other origins',
    headers: () => ({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    }),
  },
  {
    name: 'that may use nothing of the device',
    headers: () => ({
      'permissions-policy': 'microphone=(), camera=(), autoplay=(), clipboard-write=(), fullscreen=(), geolocation=()',
      'referrer-policy': 'no-referrer',
    }),
  },
  {
    name: 'in a sandbox of its own origin',
    headers: under(() => 'sandbox allow-scripts allow-same-origin'),
    told: /can escape its sandboxing/,
  },
]

const KEEPS_WINDOWS: Animal = {
  name: 'that shares no window with other origins',
  headers: () => ({ 'cross-origin-opener-policy': 'same-origin' }),
  runs: `addEventListener('click', ({ target }) => {
    if (target.id === 'basket') void Parley.popout().catch(({ code }) => document.body.append(code))
  })`,
}

export function policies(zoo: Zoo): void {
  it('28 a window of its own: where the page shares none, that is told, and the chat goes on in the page', async () => {
    const seen = await visit(zoo, KEEPS_WINDOWS)
    const { launcher, message } = widgetOn(seen.at)
    await launcher.click()
    await talk(seen, 'shall we move')
    const coming = seen.context.waitForEvent('page')
    await seen.page.locator('#basket').click()
    const win = await coming
    await seen.at.getByText('popout_failed').waitFor() // at once, and not when the time is up
    await message('answer to shall we move').waitFor()
    await talk(seen, 'we stay')
    await widgetOn(win.mainFrame()).composer.waitFor() // a chat like any other, of its own
    expect(seen.troubles).toEqual([])
    await seen.context.close()
  })

  describe('N48 policies: the whole story is told on a page', () => {
    it.each(animals)('$name', (animal) => tell(zoo, animal))
  })
}
