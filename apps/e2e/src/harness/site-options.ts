import { OWNER, type RunningServer } from './server.ts'

/** The sections of a site's options as they travel; the server judges them. */
export type Sections = Record<string, object>

type Server = Pick<RunningServer, 'url'>

/** The demo site as its owner sees it, and a way to call the server as him. */
async function asOwner({ url }: Server) {
  const call = async (method: string, path: string, access: string | null, body?: object) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        origin: url,
        'content-type': 'application/json',
        ...(access && { authorization: `Bearer ${access}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  const { access } = await call('POST', '/sessions', null, OWNER)
  const { sites } = await call('GET', '/sites', access)
  const demo = sites.find(({ key }: { key: string }) => key === 'demo') as { id: string; options: Sections }
  return { demo, patch: (change: object) => call('PATCH', `/sites/${demo.id}`, access, change) }
}

export async function siteId(server: Server): Promise<string> {
  return (await asOwner(server)).demo.id
}

/** Changes options of the demo site as its owner would, and `more` of it; every section that is not named stays. */
export async function setOptions(
  server: Server,
  change: (before: Sections) => Sections,
  more: object = {},
): Promise<void> {
  const { demo, patch } = await asOwner(server)
  await patch({ options: change(demo.options), ...more })
}
