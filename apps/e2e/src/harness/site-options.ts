import { OWNER, type RunningServer } from './server.ts'

/** The sections of a site's options as they travel; the server judges them. */
export type Sections = Record<string, object>

/** Changes options of the demo site as its owner would; every section that is not named stays. */
export async function setOptions(
  { url }: Pick<RunningServer, 'url'>,
  change: (before: Sections) => Sections,
): Promise<void> {
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
  const demo = sites.find(({ key }: { key: string }) => key === 'demo')
  await call('PATCH', `/sites/${demo.id}`, access, { options: change(demo.options) })
}
