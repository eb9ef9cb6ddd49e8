// A page that has the SDK from its bundler: what it does is written down for the test.
import { createParley, type EventName, load, type Parley, type ParleyError, type ParleyEvent } from '@parley/sdk'

const seen: string[] = []
const { server: url = '' } = document.documentElement.dataset

const parley: Parley = createParley({ url, site: 'demo' })
const end = parley.on('message:queued', ({ text }) => seen.push(`queued ${text}`))
parley.once('opened', (_data, { type, instance }: ParleyEvent<'opened'>) => seen.push(`${type} ${instance}`))
parley.on('error', ({ code }) => seen.push(`error ${code}`))
void parley.before('message:send', ({ text }) => ({ text: text.replace('4111', '****') }))
void parley('open')

const report = {
  seen,
  /** The same widget, however often it is asked for. */
  async loaded(): Promise<{ version: string; isSame: boolean; scripts: number }> {
    const all = await Promise.all([load({ url, site: 'demo' }), load({ url: `${url}/`, site: 'demo' })])
    const scripts = document.querySelectorAll('script[src*="/s/demo.js"]').length
    return { version: all[0].version, isSame: all[0] === all[1], scripts }
  },
  async send(text: string): Promise<string> {
    const { key } = await parley.sendMessage(text)
    end()
    return key
  },
  /** With a key that no site has. */
  wrongSite: (): Promise<string> =>
    load({ url, site: 'no-such-site' }).then(
      () => 'came',
      ({ code, doc }: ParleyError) => `${code} ${doc}`,
    ),
  /** Every call of a name that the types have, before anything is there. */
  early(names: readonly EventName[]): number {
    const other = createParley({ url, site: 'demo', name: 'second' })
    return names.map((name) => other.on(name, () => undefined)).filter((off) => typeof off === 'function').length
  },
  destroy: (): Promise<void> => parley.destroy(),
}
export type Report = typeof report
Object.assign(globalThis, { report })

// What must not compile, and is answered by typed errors where it is run all the same.
// @ts-expect-error there is no such event
parley.on('opend', () => undefined)
// @ts-expect-error a score is a number
void parley.rate('five').catch(() => undefined)
// @ts-expect-error `site` is needed
void load({ url }).catch(() => undefined)
