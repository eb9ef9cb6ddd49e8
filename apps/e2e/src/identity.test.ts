import { createVisitorClient, type VisitorClient } from '@parley/client/visitor'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from './harness/eventually.ts'
import { type Network, pageEnvironment, signIn } from './harness/node-client.ts'
import { type RunningServer, startServer } from './harness/server.ts'
import { signerOf } from './harness/signer.ts'

/** A host's backend: what the guide tells to write. */
async function aBackend(server: RunningServer) {
  const { access } = await signIn(server)
  const ask = async (method: string, path: string) => {
    const headers = { authorization: `Bearer ${access}`, origin: server.url }
    return (await fetch(`${server.url}/api/v1/${path}`, { method, headers })).json()
  }
  const { workspace } = (await ask('GET', 'agents/me')) as { workspace: { id: string } }
  const { key, secret } = (await ask('POST', 'identity-keys')) as { key: { id: string }; secret: string }
  return signerOf({ kid: key.id, secret, workspaceId: workspace.id })
}

describe('a signed identity in the client', { timeout: 60_000 }, () => {
  let server: RunningServer
  let sign: Awaited<ReturnType<typeof aBackend>>
  const clients: VisitorClient[] = []
  beforeAll(async () => {
    server = await startServer()
    sign = await aBackend(server)
  }, 60_000)
  afterEach(() => {
    for (const client of clients.splice(0)) client.destroy()
  })
  afterAll(() => server?.stop())

  function aBrowser(network: Network = {}): VisitorClient {
    const environment = pageEnvironment('http://localhost:5999', network)
    const client = createVisitorClient({ url: server.url, siteKey: 'demo', environment })
    clients.push(client)
    return client
  }
  const online = (client: VisitorClient) =>
    eventually('the line', () => client.connection.value.phase === 'online', { withinMs: 10_000 })
  const history = async (client: VisitorClient) =>
    (await client.call('listOwnConversations', {})).conversations.map(({ last }) => last?.text)
  async function say(client: VisitorClient, text: string): Promise<void> {
    const handle = client.openNew()
    handle.send('msg.new', { v: 1, type: 'text', text })
    await eventually('it to be stored', () => handle.id.value !== null && client.unsent.value === 0, {
      withinMs: 10_000,
    })
  }

  it('SYNC-84 SYNC-86 takes an anonymous chat along, shows it in a second browser, and hides it after logout', async () => {
    const first = aBrowser()
    first.start()
    await say(first, 'where is my order?')
    const person = await first.person()
    const { contactId } = await person.identify(sign('priya', { name: 'Priya' }))
    await online(first)
    expect(first.actor.value).toMatchObject({ type: 'contact', id: contactId, name: 'Priya' })
    expect(await history(first)).toEqual(['where is my order?'])

    const second = aBrowser()
    await (await second.person()).identify(sign('priya'))
    expect(await history(second)).toEqual(['where is my order?'])
    second.start()
    await online(second)
    const [conversation] = (await second.call('listOwnConversations', {})).conversations
    if (!conversation) throw new Error('no conversation')
    const handle = second.open(conversation.id)
    await eventually('the thread', () => handle.timeline.value.length === 1)
    expect(handle.timeline.value[0]).toMatchObject({ mine: true, body: { text: 'where is my order?' } })

    const sessions = second.session.value
    await (await second.person()).logout()
    expect(second.session.value).toBeGreaterThan(sessions)
    expect(handle.state.value).toBe('gone')
    expect(await second.isReturning()).toBe(false)
    expect(await history(second)).toEqual([])
    expect(await history(first)).toEqual(['where is my order?'])
  })

  it('R19 SYNC-27 sends what was written before the upgrade once, after it', async () => {
    const network: Network = {}
    const client = aBrowser(network)
    client.start()
    await say(client, 'stored before')
    const handle = client.openNew()
    await (await client.person()).identify(sign('omar'))
    handle.send('msg.new', { v: 1, type: 'text', text: 'written meanwhile' })
    await eventually('it to be stored', () => handle.id.value !== null && client.unsent.value === 0, {
      withinMs: 10_000,
    })
    expect((await history(client)).sort()).toEqual(['stored before', 'written meanwhile'])
  })

  it('CW#4728 another person in the same browser starts anew, and nothing of the first is sent as his', async () => {
    const network: Network = {}
    const client = aBrowser(network)
    const person = await client.person()
    await person.identify(sign('alice'))
    client.start()
    await say(client, 'mine alone')
    const quiet = aBrowser()
    const other = await quiet.person()
    await other.identify(sign('alice'))
    quiet.openNew().send('msg.new', { v: 1, type: 'text', text: 'never sent' })
    await eventually('it to wait', () => quiet.unsent.value === 1)
    await other.identify(sign('bob'))
    expect(quiet.unsent.value).toBe(0)
    await person.identify(sign('bob'))
    await online(client)
    expect(await history(client)).toEqual([])
    expect(client.unsent.value).toBe(0)
    await person.identify(sign('alice'))
    expect(await history(client)).toEqual(['mine alone'])
  })

  it('a token provider is asked when somebody is expected, and what it gives is taken', async () => {
    const client = aBrowser()
    const person = await client.person()
    let asked = 0
    await person.setTokenProvider(async () => {
      asked++
      return sign('dora')
    })
    expect(asked).toBe(1)
    client.start()
    await online(client)
    expect(client.actor.value).toMatchObject({ type: 'contact' })
    await person.setTokenProvider(async () => null)
  })

  it('tells a refusal by its code, and stays who he was', async () => {
    const client = aBrowser()
    client.start()
    await say(client, 'hello')
    const person = await client.person()
    const used = sign('eve')
    await person.identify(used)
    await expect(person.identify(used)).rejects.toMatchObject({ code: 'identity_used' })
    await expect(person.identify(`${used.slice(0, -4)}AAAA`)).rejects.toMatchObject({ code: 'identity_invalid' })
    await expect(person.identify('no token')).rejects.toMatchObject({ code: 'invalid_request' })
    await online(client)
    expect(await history(client)).toEqual(['hello'])
  })
})
