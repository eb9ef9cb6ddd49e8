import { ENDPOINTS } from '@parley/protocol'
import { handle, type Scopes } from '../../http/scopes.ts'
import type { BlockActions, Listed } from './actions.ts'
import { toWire } from './model.ts'

const wire = ({ record, name }: Listed) => toWire(record, name)

export function addBlockRoutes(scopes: Scopes, actions: BlockActions): void {
  handle(scopes, ENDPOINTS.listBlocks, async ({ principal }) => {
    const { blocks, truncated } = await actions.list(principal)
    return { blocks: blocks.map(wire), truncated }
  })
  handle(scopes, ENDPOINTS.createBlock, async ({ principal, body, request }) =>
    wire(await actions.create(principal, body, request.ip)),
  )
  handle(scopes, ENDPOINTS.endBlock, ({ principal, params }) => actions.end(principal, params.id))
  handle(scopes, ENDPOINTS.restoreBlock, async ({ principal, params }) =>
    wire(await actions.restore(principal, params.id)),
  )
  handle(scopes, ENDPOINTS.blockVisitor, ({ principal, params }) => actions.blockVisitor(principal, params.id))
  handle(scopes, ENDPOINTS.unblockVisitor, ({ principal, params }) => actions.unblockVisitor(principal, params.id))
}
