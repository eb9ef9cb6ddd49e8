/** Who owns the bench's server. */
export const OWNER = { email: 'bench@example.com', password: 'a password for the bench' }

type Site = { id: string; key: string; options: { home: object } }

/**
 * The key of a new site whose chat opens on the conversation, as the floors' do: the home view, which a site has unless
 * its owner decides otherwise, is measured beside it.
 */
export async function addPlainSite(url: string): Promise<string> {
  let access = ''
  const call = async <T>(method: string, path: string, body: object): Promise<T> => {
    const headers = { origin: url, 'content-type': 'application/json', authorization: `Bearer ${access}` }
    const response = await fetch(`${url}/api/v1${path}`, { method, headers, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response.json() as Promise<T>
  }
  access = (await call<{ access: string }>('POST', '/sessions', OWNER)).access
  const { id, key, options } = await call<Site>('POST', '/sites', { name: 'Lamps' })
  await call('PATCH', `/sites/${id}`, { options: { home: { ...options.home, on: false } } })
  return key
}
