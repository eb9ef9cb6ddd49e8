import type { ConnectionView } from '@parley/client'
import { signal } from '@preact/signals'
import { describe, expect, it, onTestFinished } from 'vitest'
import { settle } from '../../testing/fake-clock.ts'
import { aPushDoor, createFakeWindow } from '../../testing/fake-window.ts'
import { createHere } from './here.ts'

type Known = { id: string; browser: string; isHere: boolean; last: null }

/** One browser, with the server that knows its devices; agents sign in at it one after the other. */
function aBrowser() {
  const { window } = createFakeWindow()
  const door = aPushDoor()
  let permission: NotificationPermission = 'granted'
  const parts = {
    ...window,
    pushes: async () => door,
    notifyPermission: () => permission,
    askToNotify: async () => permission === 'granted',
  }
  const server = { devices: [] as Known[], isUp: true, endpoints: [] as string[], outcome: 'sent' }
  const call = async (name: string, input: { body?: { endpoint: string }; params?: { id: string } }) => {
    if (!server.isUp) throw new Error('no line')
    const { body, params } = input
    if (name === 'addDevice') {
      const id = `dvc_${body?.endpoint}`
      server.endpoints.push(body?.endpoint ?? '')
      server.devices = [
        ...server.devices.filter((one) => one.id !== id),
        { id, browser: 'X', isHere: true, last: null },
      ]
      return { id }
    }
    if (name === 'removeDevice') server.devices = server.devices.filter(({ id }) => id !== params?.id)
    if (name === 'testDevice') return { outcome: server.outcome }
    return { key: 'key', devices: server.devices }
  }
  async function signIn(agentId: string) {
    const connection = signal<ConnectionView>({ phase: 'online', transport: 'socket' })
    const here = createHere({ client: { call: call as never, connection }, window: parts, agentId })
    onTestFinished(() => here[Symbol.dispose]())
    const model = await here.load()
    await settle()
    return { here, model, connection }
  }
  return {
    ...{ server, signIn, door },
    permit(next: NotificationPermission) {
      permission = next
    },
  }
}

describe('a device', () => {
  it('tells its agent once he says so, and after a reload; not before, and no more after', async () => {
    const { server, signIn, door } = aBrowser()
    const { model } = await signIn('ines')
    expect([model.state.value, server.devices]).toEqual(['off', []])
    await model.enable()
    expect(model.state.value).toBe('on')
    expect(model.devices.value).toHaveLength(1)
    const again = await signIn('ines')
    expect(again.model.state.value).toBe('on')
    expect(server.endpoints).toEqual(['https://push.example/1', 'https://push.example/1'])
    await again.model.disable()
    expect([again.model.state.value, server.devices, door.had()]).toEqual(['off', [], false])
  })

  it('says why it cannot: the browser has no push, its person refused, or nobody answered', async () => {
    const { server, signIn, permit, door } = aBrowser()
    permit('denied')
    expect((await signIn('ines')).model.state.value).toBe('blocked')
    permit('default')
    const { model } = await signIn('ines')
    await model.enable()
    expect(model.state.value).toBe('off')
    permit('granted')
    server.isUp = false
    await model.enable()
    expect(model.state.value).toBe('failed')
    door.isAble = () => false
    expect((await signIn('ines')).model.state.value).toBe('absent')
  })

  it('subscribes anew when the server has forgotten it: that subscription was gone', async () => {
    const { server, signIn } = aBrowser()
    const { model, connection } = await signIn('ines')
    await model.enable()
    server.devices = []
    connection.value = { ...connection.value }
    await settle()
    expect(server.endpoints).toEqual(['https://push.example/1', 'https://push.example/2'])
    expect(model.state.value).toBe('on')
  })

  it('is nobody else’s: whoever signs in next is not told, and what was there before him ends', async () => {
    const { server, signIn, door } = aBrowser()
    const ines = await signIn('ines')
    await ines.model.enable()
    ines.here[Symbol.dispose]()
    const { model } = await signIn('tomas')
    expect(model.state.value).toBe('off')
    expect(door.had()).toBe(false)
    expect(server.endpoints).toHaveLength(1)
  })

  it('ends with the sign-in, also while it is told again', async () => {
    const { server, signIn, door } = aBrowser()
    await (await signIn('ines')).model.enable()
    const { here, connection } = await signIn('ines')
    connection.value = { ...connection.value }
    await here.end()
    await settle()
    expect([server.devices, door.had()]).toEqual([[], false])
  })

  it('is off when the permission was taken back', async () => {
    const { signIn, permit, server } = aBrowser()
    await (await signIn('ines')).model.enable()
    permit('denied')
    const { model } = await signIn('ines')
    expect([model.state.value, server.devices]).toEqual(['blocked', []])
  })

  it('can be tried, and says what came of it', async () => {
    const { server, signIn } = aBrowser()
    const { model } = await signIn('ines')
    await model.enable()
    const [id] = server.devices.map((one) => one.id as `dvc_${string}`)
    if (!id) throw new Error('enabled above')
    expect(await model.test(id)).toBe('sent')
    server.outcome = 'later'
    expect(await model.test(id)).toBe('later')
    server.isUp = false
    expect(await model.test(id)).toBe('unreachable')
  })
})
