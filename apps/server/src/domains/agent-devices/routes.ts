import { ENDPOINTS } from '@parley/protocol'
import { browserName } from '../../http/browser-name.ts'
import { handle, type Scopes } from '../../http/scopes.ts'
import type { DeviceActions } from './actions.ts'
import type { createDelivery } from './delivery.ts'
import { toWire } from './model.ts'

type Delivery = Pick<ReturnType<typeof createDelivery>, 'told' | 'changed'>

export function addDeviceRoutes(scopes: Scopes, actions: DeviceActions, delivery: Delivery): void {
  handle(scopes, ENDPOINTS.listDevices, async ({ principal }) => {
    const devices = await actions.list(principal)
    return { key: actions.key, devices: devices.map((one) => toWire(one, principal.sessionId)) }
  })
  handle(scopes, ENDPOINTS.addDevice, async ({ principal, body, request }) => {
    const name = browserName(request.headers['user-agent'])
    const record = await actions.add(principal, { ...body, name })
    delivery.changed(principal.workspaceId)
    return toWire(record, principal.sessionId)
  })
  handle(scopes, ENDPOINTS.removeDevice, ({ principal, params }) => actions.remove(principal, params.id))
  handle(scopes, ENDPOINTS.testDevice, async ({ principal, params }) => ({
    outcome: await actions.test(principal, params.id),
  }))
  handle(scopes, ENDPOINTS.tellNotices, ({ principal, body }) => delivery.told(principal, body.told))
}
