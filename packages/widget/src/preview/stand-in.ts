import type { Actor, ChatOptions, ConversationId } from '@parley/protocol'
import { converse, type Talk } from './talk.ts'

/** What the stand-in answers with; changed as the person at the settings writes. */
export type Told = { options: ChatOptions | null; talk: Talk }

export const VISITOR: Actor = { type: 'visitor', id: 'vis_00000000000000000000' }
const OK = { token: 'preview', visitorId: VISITOR.id, access: 'preview', expiresAt: '2100-01-01T00:00:00.000Z' }

/** What a browser keeps, for as long as this frame lasts. */
function createMemory(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const kept = new Map<string, string>()
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }
}

const json = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status })

/** A picture as the frame may have it: its policy lets it be shown, and nothing be fetched. */
async function picture(url: string): Promise<Response> {
  const image = new Image()
  image.crossOrigin = 'anonymous'
  image.src = url
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.naturalWidth
  canvas.height = image.naturalHeight
  canvas.getContext('2d')?.drawImage(image, 0, 0)
  return new Response(await new Promise<Blob | null>((done) => canvas.toBlob(done)))
}

/** The HTTP half: what a chat asks for. Nothing else is answered, and nothing leaves the frame. */
function answer(told: Told, url: string, method: string): Response {
  const { pathname } = new URL(url)
  const [, id] = /\/conversations\/(cnv_\w+)$/.exec(pathname) ?? []
  if (/\/sites\/[^/]+\/chat$/.test(pathname)) return json(told.options)
  if (/\/visitors(\/access)?$/.test(pathname)) return json(OK)
  if (pathname.endsWith('/me/conversations')) return json({ conversations: told.talk.own(), known: [] })
  if (id) return json(told.talk.snapshot(id as ConversationId))
  return method === 'GET' ? json({ code: 'not_found' }, 404) : new Response(null, { status: 204 })
}

/** A chat that opens takes the focus: here only from itself, never from the field that somebody types in beside it. */
export function keepFocus({ prototype }: typeof HTMLElement = HTMLElement): void {
  const { focus } = prototype
  prototype.focus = function (options) {
    if (document.hasFocus()) focus.call(this, options)
  }
}

/**
 * Puts itself in the place of server, storage and network in this frame, so that the real chat runs here and makes no
 * visitor and no conversation. The page's policy forbids every connection besides.
 */
export function standIn(told: Told, scope: object = globalThis): void {
  const put = (name: string, value: unknown) => Object.defineProperty(scope, name, { value, configurable: true })
  put('fetch', async (url: string, init: RequestInit = {}) =>
    url === told.options?.logo?.url ? picture(url) : answer(told, url, init.method ?? 'GET'),
  )
  put('localStorage', createMemory())
  put('indexedDB', undefined)
  put('WebSocket', function Line() {
    return converse(told.talk)
  })
}
