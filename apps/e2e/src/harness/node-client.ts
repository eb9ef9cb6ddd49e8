import { type Client, createClient, createEnvironment, type Environment } from '@parley/client'
import WebSocket from 'ws'
import { OWNER, type RunningServer } from './server.ts'

/** A page of the demo shop, as far as the server can tell: a browser names its origin with everything it sends. */
export function pageEnvironment(origin: string, barsSockets = false): Environment {
  const platform = createEnvironment()
  return {
    ...platform,
    fetch: (url, init) => fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), origin } }),
    upload: ({ url, headers, body, signal }) =>
      fetch(url, { method: 'POST', headers: { ...headers, origin }, body, signal }),
    openSocket(url, { opened, message, closed }) {
      const socket = new WebSocket(barsSockets ? 'ws://127.0.0.1:9' : url, { origin })
      socket.on('open', opened)
      socket.on('message', (data) => message(String(data)))
      socket.on('close', (code) => closed(code))
      socket.on('error', () => undefined) // `close` follows, and says it all
      return { send: (text) => socket.send(text), close: () => socket.close() }
    },
  }
}

export function visitorClient({ url }: RunningServer, { barsSockets = false } = {}): Client {
  const environment = pageEnvironment('http://localhost:5999', barsSockets)
  return createClient({ url, environment, credentials: { type: 'visitor', siteKey: 'demo' } })
}

/** The owner, signed in over HTTP as the inbox does. */
export async function agentClient({ url }: RunningServer): Promise<Client> {
  const response = await fetch(`${url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(OWNER),
  })
  const { access, agent } = (await response.json()) as { access: string; agent: { id: string } }
  const environment = pageEnvironment(url)
  return createClient({
    url,
    environment,
    credentials: { type: 'agent', agentId: agent.id, access: async () => access },
  })
}
