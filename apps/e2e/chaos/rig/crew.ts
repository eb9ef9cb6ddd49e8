import type { Network } from '../../src/harness/node-client.ts'
import { OWNER } from '../../src/harness/server.ts'
import { createPerson, type Person } from './person.ts'

/** Where the visitors' pages stand. */
export const SHOP = 'http://shop.localhost:5999'
const PASSWORD = 'correct horse battery'

type Session = { access: string; agent: { id: `agt_${string}` } }

/** Who goes where: `url` is the line to the servers, `publicUrl` what the agents' browser shows. */
export type Town = { publicUrl: string; journals: string }

export type Crew = {
  siteKey: string
  visitor(name: string, url: string, network?: Network): Person
  /** How many open conversations each of the agents may have. */
  limitTo(capacity: number): Promise<void>
  agent(i: number, url: string, network?: Network): Promise<Person & { agentId: `agt_${string}` }>
}

/** An address of a range that is routed nowhere: everybody has his own. */
function addressOf(name: string): string {
  const hash = [...name].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0, 7)
  return `10.${(hash >> 16) & 255}.${(hash >> 8) & 255}.${hash & 255}`
}

const post = <T>(town: Town, path: string, body: object, access?: string) =>
  send<T>(town, { method: 'POST', path, body }, access)

type Call = { method?: 'POST' | 'PATCH'; path: string; body: object }

async function send<T>(town: Town, { method = 'PATCH', path, body }: Call, access?: string): Promise<T> {
  const response = await fetch(`${town.publicUrl}/api/v1${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      origin: town.publicUrl,
      ...(access && { authorization: `Bearer ${access}` }),
    },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

const signIn = (town: Town, email: string, password: string) => post<Session>(town, '/sessions', { email, password })

/** The workspace's site for pages of {@link SHOP}, and agents `agent-1` …, made while the servers are well. */
export async function createCrew(town: Town, agents: number): Promise<Crew> {
  const owner = await signIn(town, OWNER.email, OWNER.password)
  const site = { name: 'Shop', allowedOrigins: [SHOP] }
  const { key } = await post<{ key: string }>(town, '/sites', site, owner.access)
  const emails = Array.from({ length: agents }, (_, i) => `agent-${i + 1}@example.com`)
  const ids: string[] = []
  for (const email of emails) ids.push(await hire(town, owner.access, email))

  return {
    siteKey: key,
    visitor: (name, url, network = {}) =>
      createPerson({
        ...{ name, url, origin: SHOP, journals: town.journals },
        credentials: { type: 'visitor', siteKey: key },
        network: withAddress(network, name),
      }),
    async limitTo(capacity) {
      for (const id of ids) await send(town, { path: `/agents/${id}`, body: { capacity } }, owner.access)
    },
    async agent(i, url, network = {}) {
      const email = emails[i - 1] ?? ''
      let { access, agent } = await signIn(town, email, PASSWORD)
      const renewed = async () => {
        access = (await signIn(town, email, PASSWORD)).access
        return access
      }
      const person = createPerson({
        ...{ name: `agent-${i}`, url, origin: town.publicUrl, journals: town.journals },
        credentials: { type: 'agent', agentId: agent.id, access: async ({ renew }) => (renew ? renewed() : access) },
        network: withAddress(network, email),
      })
      return { ...person, agentId: agent.id }
    },
  }
}

function withAddress(network: Network, name: string): Network {
  return Object.assign(network, { headers: { ...network.headers, 'x-forwarded-for': addressOf(name) } })
}

/** Gives the new agent's id. */
async function hire(town: Town, access: string, email: string): Promise<string> {
  const agent = { name: email.split('@')[0], email, role: 'agent' }
  const { agent: made, link } = await post<{ agent: { id: string }; link: { url: string } }>(
    town,
    '/agents',
    agent,
    access,
  )
  const token = new URL(link.url).hash.slice(1).split('=').at(-1)
  await post(town, '/passwords', { token, password: PASSWORD })
  return made.id
}
