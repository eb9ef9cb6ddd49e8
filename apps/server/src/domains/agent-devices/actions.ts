import { createHash } from 'node:crypto'
import type { AgentId, DeviceId, EndpointTypes, SessionId, WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Sealer } from '../../http/sealed.ts'
import type { Clock } from '../../lib/clock.ts'
import { derivedId } from '../../lib/new-id.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { Push, PushOutcome, PushTarget } from '../../push/index.ts'
import { deviceFor } from './access.ts'
import { type DeviceRecord, failingAfter, isDead, testPayload } from './model.ts'
import type { DeviceStore } from './store.ts'

export type DeviceDeps = {
  store: DeviceStore
  push: Push
  sealer: Sealer
  /** Whether a sign-in still holds. */
  isSignedIn(workspaceId: WorkspaceId, agentId: AgentId, id: SessionId): Promise<boolean>
  clock: Clock
}
type Added = EndpointTypes['addDevice']['body'] & { name: string }

const FIELD = 'agent_devices.target'
const EPOCH = new Date(0)

export function createDeviceActions({ store, push, sealer, isSignedIn, clock }: DeviceDeps) {
  const place = ({ workspaceId, _id }: Pick<DeviceRecord, 'workspaceId' | '_id'>) => ({
    ...{ workspaceId, field: FIELD, id: _id },
  })

  function targetOf(record: DeviceRecord): PushTarget | null {
    try {
      return JSON.parse(sealer.open(record.target, place(record)))
    } catch {
      return null // sealed by a secret of before: its browser subscribes anew
    }
  }

  /** A device whose sign-in ended, one that takes no more, and one that took nothing for days are forgotten. */
  async function send(record: DeviceRecord, text: string, topic: string): Promise<PushOutcome> {
    const target = targetOf(record)
    const isHis = await isSignedIn(record.workspaceId, record.agentId, record.sessionId)
    const outcome = target && isHis ? await push.send(target, text, topic) : 'gone'
    const failing = failingAfter(record, outcome, clock.now())
    const isGone = outcome === 'gone' || isDead(failing)
    if (isGone) await store.remove(record, [record._id])
    else await store.note(record, { failing, last: { at: clock.now(), outcome } })
    return isGone ? 'gone' : outcome
  }

  return {
    key: push.publicKey,
    list: store.list,
    send,

    /** Throws `invalid_request` for an endpoint that is not an address of the internet (N50). */
    async add(by: AgentPrincipal, { endpoint, keys, texts, name }: Added): Promise<DeviceRecord> {
      if (!push.takes(endpoint)) throw new AppError('invalid_request', 'The endpoint is not a public https address.')
      const { workspaceId, agentId, sessionId } = by
      const browser = createHash('sha256').update(endpoint).digest('base64url')
      const _id: DeviceId = derivedId('dvc', EPOCH, [agentId, browser])
      const target = sealer.seal(JSON.stringify({ endpoint, keys }), place({ workspaceId, _id }))
      const record = { _id, workspaceId, agentId, sessionId, browser, target, name, texts, toldAt: clock.now() }
      await store.put(record)
      return deviceFor(store, by, _id)
    },

    /** Throws `device_not_found`. */
    async remove(by: AgentPrincipal, id: DeviceId): Promise<void> {
      const { _id } = await deviceFor(store, by, id)
      await store.remove(by, [_id])
    },

    /** Throws `device_not_found`. */
    async test(by: AgentPrincipal, id: DeviceId): Promise<PushOutcome> {
      const record = await deviceFor(store, by, id)
      return send(record, testPayload(record.texts), `${record._id} test`)
    },
  }
}
export type DeviceActions = ReturnType<typeof createDeviceActions>
