import { describe, expect, it } from 'vitest'
import { IdentityKeysModel } from './identity-keys-model.ts'

type Client = ConstructorParameters<typeof IdentityKeysModel>[0]
const KEY = { id: 'idk_1', state: 'active', createdAt: '2026-11-20T09:00:00Z', createdBy: 'agt_1', lastUsedAt: null }
const turn = () => new Promise(setImmediate)

/** A server with `keys`, which fails while it `isDown`. */
function aServer() {
  const server = { keys: [] as object[], isDown: false, calls: [] as string[] }
  const call = async (name: string) => {
    if (server.isDown) throw new Error('down')
    server.calls.push(name)
    if (name === 'createIdentityKey') server.keys = [KEY]
    if (name === 'deleteIdentityKey') server.keys = []
    return name === 'listIdentityKeys' ? { keys: server.keys } : { key: KEY, secret: 'told once' }
  }
  return { server, client: { call } as unknown as Client }
}

describe('the identity keys of a workspace', () => {
  it('tells the secret of a new key, and lists the key', async () => {
    const { client } = aServer()
    const model = new IdentityKeysModel(client)
    await turn()
    expect([model.state.value, model.keys.value]).toEqual(['ready', []])
    await model.create()
    expect(model.made.value?.secret).toBe('told once')
    expect(model.keys.value).toEqual([KEY])
    await model.remove('idk_1')
    expect(model.keys.value).toEqual([])
  })

  it('says that they did not load, and that a change did not work, each with a way on', async () => {
    const { server, client } = aServer()
    server.isDown = true
    const model = new IdentityKeysModel(client)
    await turn()
    expect(model.state.value).toBe('failed')
    server.isDown = false
    await model.retry()
    expect(model.state.value).toBe('ready')
    server.isDown = true
    await model.create()
    expect([model.hasFailed.value, model.isBusy.value, model.made.value]).toEqual([true, false, null])
  })
})
