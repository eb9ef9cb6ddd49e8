import { type Client, ClientError } from '@parley/client'
import type { AgentDevice, EndpointTypes, PushTexts } from '@parley/protocol'
import { NOTICE_KINDS } from '@parley/protocol/constants'
import { createModel, effect, signal, untracked } from '@preact/signals'
import type { PushDoor } from '../../attention/pushes.ts'
import { loadLaterTexts, t } from '../../i18n/translate.ts'
import type { DeviceDeps, DeviceMark } from './device-deps.ts'

/** `absent`: the browser cannot; `blocked`: its person said no; `failed`: its maker's service, or ours, did not answer. */
export type PushState = 'absent' | 'blocked' | 'off' | 'busy' | 'on' | 'failed'
export type TestOutcome = 'sent' | 'later' | 'failed' | 'gone' | 'unreachable'
type Parts = DeviceDeps & { mark: DeviceMark; door: PushDoor }

export async function openDevice(deps: DeviceDeps, mark: DeviceMark): Promise<DeviceModel> {
  const [door] = await Promise.all([deps.window.pushes(), loadLaterTexts()])
  return new DeviceModel({ ...deps, mark, door })
}

/** Whether this device tells its agent by push, and which others do. It ends with the sign-in, and is nobody else's. */
const DeviceModel = createModel((parts: Parts) => {
  const { client, window, door, mark, agentId } = parts
  const mine = () => {
    const marked = mark.read()
    return marked?.agentId === agentId ? marked.id : null
  }
  const state = signal<PushState>(stateNow(parts, mine() !== null))
  const known = createList(client)
  /** One thing at a time: what is told again must not come after the end. */
  let line: Promise<unknown> = Promise.resolve()
  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = line.then(task)
    line = turn.catch(() => undefined)
    return turn
  }

  async function add(): Promise<void> {
    const key = known.key() ?? (await known.load())?.key
    if (!key) throw new Error('the server does not answer')
    const { id } = await client.call('addDevice', { body: { ...(await door.subscribe(key)), texts: textsNow() } })
    mark.write({ agentId, id })
  }

  /** What the browser has is told again: in the words of today, and the server may have forgotten it. */
  async function renew(): Promise<void> {
    if (!mark.read() || !door.isAble()) return
    const id = mine()
    if (!id || window.notifyPermission() !== 'granted') return end()
    const answer = await known.load()
    if (!answer) return
    // The push service said that it was gone: the same would be gone again.
    const isKnown = answer.devices.some((one) => one.id === id)
    if (!isKnown) await door.unsubscribe()
    await add()
    if (!isKnown) await known.load()
    state.value = 'on'
  }

  /** Also of somebody who sat here before, whose sign-in ended elsewhere: the server then hears that it is gone. */
  async function end(): Promise<void> {
    const id = mine()
    mark.write(null)
    state.value = stateNow(parts, false)
    await door.unsubscribe().catch(() => undefined)
    if (id) await client.call('removeDevice', { params: { id } }).catch(() => undefined)
  }

  effect(() => {
    // Without a line it is told the next time; until then the server knows it as it was.
    if (client.connection.value.phase === 'online') untracked(() => void inTurn(renew).catch(() => undefined))
  })

  return {
    ...{ state, devices: known.devices, list: known.state, load: known.load },
    async enable() {
      state.value = 'busy'
      state.value = await inTurn(async () => {
        if (!(await window.askToNotify())) return stateNow(parts, false)
        await add()
        return 'on' as const
      }).catch(() => 'failed' as const)
      await known.load()
    },
    async disable() {
      state.value = 'busy'
      await inTurn(end)
      await known.load()
    },
    async remove(id: AgentDevice['id']) {
      if (id === mine()) await inTurn(end)
      else await client.call('removeDevice', { params: { id } }).catch(() => undefined)
      await known.load()
    },
    async test(id: AgentDevice['id']): Promise<TestOutcome> {
      const { outcome } = await client.call('testDevice', { params: { id } }).catch(outcomeOf)
      await known.load()
      return outcome
    },
    isHere: (id: string) => id === mine(),
    end: () => inTurn(end),
  }
})
export type DeviceModel = InstanceType<typeof DeviceModel>

/** The agent's devices, as the server told of them last. */
function createList(client: Pick<Client, 'call'>) {
  const devices = signal<readonly AgentDevice[]>([])
  const state = signal<'loading' | 'ready' | 'failed'>('loading')
  let key: string | null = null
  return {
    devices,
    state,
    key: () => key,
    async load(): Promise<EndpointTypes['listDevices']['response'] | null> {
      const answer = await client.call('listDevices', {}).catch(() => null)
      if (answer) {
        key = answer.key
        devices.value = answer.devices
        state.value = 'ready'
      } else if (state.peek() === 'loading') state.value = 'failed'
      return answer
    },
  }
}

const outcomeOf = (error: unknown): { outcome: TestOutcome } => ({
  outcome: error instanceof ClientError && error.code === 'device_not_found' ? 'gone' : 'unreachable',
})

function stateNow({ door, window }: Parts, isOn: boolean): PushState {
  if (!door.isAble()) return 'absent'
  if (window.notifyPermission() === 'denied') return 'blocked'
  return isOn ? 'on' : 'off'
}

const textsNow = (): PushTexts => ({
  kinds: Object.fromEntries(NOTICE_KINDS.map((kind) => [kind, t(`notice.${kind}`)])),
  visitor: t('who.visitor'),
  test: t('notify.push.example'),
})
