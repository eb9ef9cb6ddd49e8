import { ENDPOINTS } from '@parley/protocol'
import { handle, type Scopes } from '../../http/scopes.ts'
import type { SoundActions } from './actions.ts'
import { toWire } from './model.ts'

/** It is heard by the inbox that asks with its agent's token; opened as a page it may do nothing. Its bytes never change. */
const HEADERS = {
  'content-disposition': 'attachment',
  'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'cache-control': 'private, max-age=86400, immutable',
}

export function addSoundRoutes(scopes: Scopes, actions: SoundActions): void {
  handle(scopes, ENDPOINTS.listSounds, async ({ principal }) => ({
    sounds: (await actions.list(principal)).map(toWire),
  }))
  handle(scopes, ENDPOINTS.addSound, async ({ principal, body }) => toWire(await actions.add(principal, body)))
  handle(scopes, ENDPOINTS.renameSound, async ({ principal, params, body }) =>
    toWire(await actions.rename(principal, params.id, body.name)),
  )
  handle(scopes, ENDPOINTS.deleteSound, ({ principal, params }) => actions.remove(principal, params.id))
  handle(scopes, ENDPOINTS.getSoundContent, async ({ principal, params, reply }) => {
    const { type, content } = await actions.read(principal, params.id)
    return reply.headers(HEADERS).type(type).send(content)
  })
}
