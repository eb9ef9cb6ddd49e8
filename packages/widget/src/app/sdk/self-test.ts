import type { SelfTestReport } from '@parley/sdk/types'
import type { Own } from './own.ts'

type Check = SelfTestReport['checks'][number]
/** How far a clock may be off before times look wrong to people, and how long a socket is waited for. */
const CLOCK_MS = 5 * 60_000
const SOCKET_MS = 5_000

const result = (name: Check['name'], ok: boolean, detail: string, advice: string): Check => ({
  ...{ name, ok, detail },
  advice: ok ? null : advice,
})

const UNKNOWN = 'not known: the server does not answer'

async function reach(own: Own): Promise<Check[]> {
  const { api, key } = own.frame.settings
  const response = await fetch(`${api}/api/v1/sites/${key}/chat`).catch(() => null)
  const { code = 'none' } = response?.ok ? {} : ((await response?.json().catch(() => ({}))) ?? {})
  const there = (ok: boolean, detail: string) => [response !== null && ok, response ? detail : UNKNOWN] as const
  const date = response?.headers.get('date')
  const off = date ? Date.now() - Date.parse(date) : 0
  const clock = date ? `${Math.round(off / 1000)} s off` : 'not known: the server’s clock is not told to this origin'
  return [
    result(
      'api',
      ...there(response !== null && response.status < 500, `${api} answers ${response?.status}`),
      'Allow it in connect-src, and see whether the server is up.',
    ),
    result('site', ...there(code !== 'site_not_found', key), 'There is no site with this key: copy the tag again.'),
    result(
      'origin',
      ...there(
        code !== 'origin_not_allowed',
        `${location.origin}: ${code === 'origin_not_allowed' ? 'refused' : 'allowed'}`,
      ),
      'Add this origin to the site in the settings.',
    ),
    result(
      'clock',
      Math.abs(off) < CLOCK_MS,
      response ? clock : UNKNOWN,
      'The clock of this device is wrong: times are shown by it.',
    ),
  ]
}

function socket({ frame }: Own): Promise<Check> {
  return new Promise((resolve) => {
    const end = (ok: boolean, detail: string) => {
      clearTimeout(timer)
      resolve(
        result(
          'websocket',
          ok,
          detail,
          'Allow wss: to the server in connect-src and in proxies; until then the chat polls.',
        ),
      )
    }
    const timer = setTimeout(end, SOCKET_MS, false, 'no answer')
    try {
      const line = new WebSocket(`${frame.settings.api.replace(/^http/, 'ws')}/api/v1/socket`)
      line.onopen = () => {
        line.close()
        end(true, 'opens')
      }
      line.onerror = () => end(false, 'refused')
    } catch (error) {
      end(false, String(error))
    }
  })
}

function storage({ frame: { store } }: Own): Check {
  if (store.consent !== 'granted')
    return result('storage', true, `not used: the visitor’s consent is ${store.consent}`, '')
  const advice = 'Nothing is kept here: the conversation is lost when the page is closed.'
  try {
    localStorage.setItem('parley:test', '1')
    localStorage.removeItem('parley:test')
    return result('storage', true, 'works', advice)
  } catch (error) {
    return result('storage', false, String(error), advice)
  }
}

function database(): Promise<Check> {
  const advice = 'Messages that are written offline are kept in memory only.'
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open('parley:test')
      request.onsuccess = () => {
        request.result.close()
        indexedDB.deleteDatabase('parley:test')
        resolve(result('indexeddb', true, 'works', advice))
      }
      request.onerror = () => resolve(result('indexeddb', false, String(request.error), advice))
    } catch (error) {
      resolve(result('indexeddb', false, String(error), advice))
    }
  })
}

/** What the page's policy refused of ours while it was tried. */
async function policed(work: () => Promise<Check[]>): Promise<Check[]> {
  const refused: string[] = []
  const hear = (event: SecurityPolicyViolationEvent) => refused.push(`${event.effectiveDirective} ${event.blockedURI}`)
  document.addEventListener('securitypolicyviolation', hear)
  const checks = await work()
  document.removeEventListener('securitypolicyviolation', hear)
  const detail = refused.join(', ') || 'nothing refused'
  return [...checks, result('csp', refused.length === 0, detail, 'Allow the server in script-src and connect-src.')]
}

/** Tries what the chat needs of this page and this browser. Leaves nothing behind. */
export async function selfTest(own: Own): Promise<SelfTestReport> {
  const { settings, widget } = own.frame
  const checks = await policed(async () => {
    const [reached, line, kept] = await Promise.all([reach(own), socket(own), database()])
    return [result('script', true, `${settings.messenger} was loaded`, ''), ...reached, line, storage(own), kept]
  })
  const cookies = result('cookies', true, navigator.cookieEnabled ? 'allowed, not used' : 'refused, not needed', '')
  const all = [...checks, cookies]
  return { version: widget.api.version, site: settings.key, ok: all.every(({ ok }) => ok), checks: all }
}
