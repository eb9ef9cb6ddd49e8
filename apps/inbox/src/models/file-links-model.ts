import type { Client, Environment } from '@parley/client'
import type { AttachmentId, AttachmentLink, ConversationId } from '@parley/protocol'
import { LIMITS } from '@parley/protocol/constants'
import { createModel, effect, signal } from '@preact/signals'

const MOST_AT_ONCE = LIMITS.attachmentsPerMessage * 5
/** Links are asked for again a minute before they end. */
const EARLY_MS = 60_000

type Clock = Pick<Environment, 'setTimeout' | 'clearTimeout'>

/** Short-lived links to the files of the open conversation, asked for together and renewed while they are shown. */
export const FileLinksModel = createModel((client: Pick<Client, 'call'>, clock: Clock, id: ConversationId) => {
  const links = signal<ReadonlyMap<AttachmentId, AttachmentLink>>(new Map())
  const wanted = new Set<AttachmentId>()
  let timer: unknown = null

  async function load(ids: AttachmentId[]) {
    const answer = await client.call('linkAttachments', { body: { conversationId: id, ids } }).catch(() => null)
    if (answer) links.value = new Map([...links.peek(), ...answer.links.map((link) => [link.id, link] as const)])
    else for (const one of ids) wanted.delete(one)
  }
  async function loadAll(ids: AttachmentId[]) {
    for (let from = 0; from < ids.length; from += MOST_AT_ONCE) await load(ids.slice(from, from + MOST_AT_ONCE))
    renewLater()
  }
  function renewLater() {
    clock.clearTimeout(timer)
    timer = clock.setTimeout(() => void loadAll([...wanted]), LIMITS.fileLinkMs - EARLY_MS)
  }
  let soon: AttachmentId[] = []
  effect(() => () => clock.clearTimeout(timer))

  return {
    links,
    /** Asks for a file's link, once, together with what else is drawn in the same turn. */
    want(one: AttachmentId) {
      if (wanted.has(one)) return
      wanted.add(one)
      soon.push(one)
      if (soon.length > 1) return
      queueMicrotask(() => {
        const ids = soon
        soon = []
        void loadAll(ids)
      })
    },
  }
})
export type FileLinksModel = InstanceType<typeof FileLinksModel>
