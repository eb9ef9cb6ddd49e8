import type { Database } from '@parley/database'
import type { Scopes } from '../../http/scopes.ts'
import { createDeviceActions, type DeviceDeps } from './actions.ts'
import { createDelivery, type DeliveryDeps } from './delivery.ts'
import { createPushStore } from './push-store.ts'
import { addDeviceRoutes } from './routes.ts'
import { createDeviceStore } from './store.ts'

export { pushIndexes } from './push-store.ts'
export { deviceIndexes } from './store.ts'

type Deps = Omit<DeviceDeps, 'store'> & Omit<DeliveryDeps, 'store' | 'pushes' | 'actions'> & { db: Database }

/** Devices on which agents are told by push what no window of theirs told them. */
export function createAgentDevices({ db, ...deps }: Deps) {
  const store = createDeviceStore(db)
  const actions = createDeviceActions({ ...deps, store })
  const delivery = createDelivery({ ...deps, store, pushes: createPushStore(db), actions })
  return { ...delivery, addRoutes: (scopes: Scopes) => addDeviceRoutes(scopes, actions, delivery) }
}
