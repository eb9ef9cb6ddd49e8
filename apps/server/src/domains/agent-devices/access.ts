import type { DeviceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { DeviceRecord } from './model.ts'
import type { DeviceStore } from './store.ts'

/** The only way from an id in a request to a device: the agent's own. Throws `device_not_found`. */
export async function deviceFor(
  store: Pick<DeviceStore, 'find'>,
  by: AgentPrincipal,
  id: DeviceId,
): Promise<DeviceRecord> {
  const record = await store.find(by, id)
  if (!record) throw new AppError('device_not_found', 'There is no such device.')
  return record
}
