import type { Options, Parley, ParleyError } from './types/index.ts'

export type LoadOptions = Options & {
  site: string
  /** Origin of the server: `https://chat.example.com`. */
  url: string
  /** For pages whose policy wants one on each script. */
  nonce?: string
}

const loading = new Map<string, Promise<Parley>>()

function failed(url: string): ParleyError {
  const doc = `${url}/reference/errors#load_failed`
  const error = new Error(`Parley: the script of ${url} could not be loaded. See ${doc}`)
  return Object.assign(error, { name: 'ParleyError' as const, code: 'load_failed', doc, method: 'load' })
}

function inject({ site, url, nonce, name }: LoadOptions): Promise<Parley> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.async = true
    script.src = `${url}/s/${encodeURIComponent(site)}.js`
    if (nonce) script.nonce = nonce
    if (name) script.dataset['name'] = name
    script.onload = () => {
      const { Parley } = globalThis as { Parley?: Parley }
      if (Parley) resolve(Parley.instance(name ?? site))
      else reject(failed(url))
    }
    script.onerror = () => {
      script.remove()
      reject(failed(url))
    }
    document.head.append(script)
  })
}

/**
 * Puts the widget of a site on the page and resolves to it. Called again for the same site and name it resolves to the
 * same widget; after a failure, and after `destroy()`, it begins anew. On a server, where there is no page, the promise
 * stays pending: nothing that awaits it is rendered wrong.
 *
 * @throws ParleyError `load_failed` when the script does not come.
 */
export function load(options: LoadOptions): Promise<Parley> {
  if (typeof document === 'undefined') return new Promise(() => undefined)
  const { site, url, nonce: _nonce, ...given } = options
  const key = `${url} ${options.name ?? site}`
  const known = loading.get(key)
  if (known) return known
  const forget = () => loading.delete(key)
  const made = inject(options).then(async (parley) => {
    parley.once('destroyed', forget)
    const { name: _name, ...settings } = given
    if (Object.keys(settings).length) await parley.boot(settings)
    return parley
  })
  made.catch(forget)
  loading.set(key, made)
  return made
}
