import { typedError } from './errors.ts'
import { scriptUrl } from './script-url.ts'
import type { Options, Parley } from './types/index.ts'

export type LoadOptions = Options & {
  site: string
  /** Origin of the server: `https://chat.example.com`. */
  url: string
  /** For pages whose policy wants one on each script. */
  nonce?: string
}

/** What the script reads off its tag before anything else of the widget is there. */
const ON_THE_TAG = [
  ...['name', 'launcher', 'label', 'position', 'offsetX', 'offsetY', 'zIndex', 'mount', 'hideOn', 'avoid'],
] as const

const loading = new Map<string, Promise<Parley>>()

const withoutSlash = (url: string): string => url.replace(/\/+$/, '')

const failed = (url: string, why = 'could not be loaded'): Error =>
  typedError('load_failed', url, `the script of ${url} ${why}`)

function complaintAbout(options: Partial<LoadOptions> | undefined): Error | null {
  const { site, url } = options ?? {}
  if (typeof url !== 'string' || !/^https?:\/\/./.test(url))
    return typedError('invalid_argument', '', '`url` has to be the origin of the server, like https://chat.example.com')
  if (typeof site !== 'string' || !site)
    return typedError('invalid_argument', withoutSlash(url), '`site` has to be the public key of the site')
  return null
}

function inject(options: LoadOptions): Promise<Parley> {
  return new Promise((resolve, reject) => {
    const { site, nonce, name } = options
    const url = withoutSlash(options.url)
    const script = document.createElement('script')
    script.async = true
    try {
      script.src = scriptUrl(`${url}/s/${encodeURIComponent(site)}.js`)
    } catch {
      return reject(failed(url, 'was refused: list `parley` in `trusted-types` of the page’s policy'))
    }
    if (nonce) script.nonce = nonce
    for (const key of ON_THE_TAG) if (options[key] !== undefined) script.dataset[key] = String(options[key])
    const fail = () => {
      script.remove()
      reject(failed(url))
    }
    script.onload = () => {
      const { Parley } = globalThis as { Parley?: Parley }
      if (!Parley?.version) return fail()
      const parley = Parley.instance(name ?? site)
      parley.once('destroyed', () => script.remove())
      resolve(parley)
    }
    script.onerror = fail
    document.head.append(script)
  })
}

async function begin(options: LoadOptions): Promise<Parley> {
  const complaint = complaintAbout(options)
  if (complaint) throw complaint
  const parley = await inject(options)
  const { site: _site, url: _url, nonce: _nonce, ...given } = options
  const settings = Object.fromEntries(Object.entries(given).filter(([key]) => !ON_THE_TAG.some((one) => one === key)))
  // What is wrong with a setting is told as the event `error`, as it is for the settings of a tag; the chat is there.
  if (Object.keys(settings).length) await parley.boot(settings).catch(() => undefined)
  return parley
}

/** What tells widgets of one page apart. */
export function keyOf(options: LoadOptions): string {
  // A page without types may hand us anything, and is answered by a rejection.
  const { url, name, site } = (options ?? {}) as Partial<LoadOptions>
  return `${withoutSlash(String(url))} ${name ?? site}`
}

/**
 * Puts the widget of a site on the page and resolves to it. Called again for the same site and name it resolves to the
 * same widget; after a failure, and after `destroy()`, it begins anew. On a server, where there is no page, the promise
 * stays pending: nothing that awaits it is rendered wrong. It never throws; a rejection that nobody looks at disturbs nobody.
 *
 * @throws ParleyError `load_failed` when the script does not come, `invalid_argument` when `url` or `site` is none.
 */
export function load(options: LoadOptions): Promise<Parley> {
  if (typeof document === 'undefined') return new Promise(() => undefined)
  const key = keyOf(options)
  const known = loading.get(key)
  if (known) return known
  const forget = () => loading.get(key) === made && loading.delete(key)
  const made = begin(options)
  made.then((parley) => parley.once('destroyed', forget)).catch(forget)
  loading.set(key, made)
  return made
}
