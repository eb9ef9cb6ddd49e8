import type { VisitorClient } from '@parley/client/visitor'
import type { AttachmentId, ConversationId } from '@parley/protocol'
import { type Signal, signal } from '@preact/signals'

export type Link = { url: string; thumbnailUrl: string | null }

/** Links end after ten minutes; a used one is asked for again this much earlier, ms. */
const FRESH_MS = 9 * 60_000
/** Links asked for within this time travel as one request, ms. */
const GATHER_MS = 20

function tell(target: Signal<Link | null> | undefined, { url, thumbnailUrl }: Link): void {
  if (target) target.value = { url, thumbnailUrl }
}

/** Short-lived links to files, fetched in batches, kept while they last. */
export function createFileLinks(client: Pick<VisitorClient, 'call'>) {
  const known = new Map<AttachmentId, { link: Signal<Link | null>; at: number }>()
  let wanted: { conversationId: ConversationId; id: AttachmentId }[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  async function fetchWanted(): Promise<void> {
    const batch = Map.groupBy(wanted, ({ conversationId }) => conversationId)
    wanted = []
    timer = undefined
    for (const [conversationId, files] of batch) {
      const ids = files.map(({ id }) => id)
      try {
        const { links } = await client.call('linkAttachments', { body: { conversationId, ids } })
        for (const { id, ...link } of links) tell(known.get(id)?.link, link)
      } catch {
        for (const id of ids) known.delete(id) // the next look asks again
      }
    }
  }

  return {
    /** The link of a file, null until it came. */
    of(conversationId: ConversationId, id: AttachmentId): Signal<Link | null> {
      const entry = known.get(id)
      if (entry && performance.now() - entry.at < FRESH_MS) return entry.link
      const link = entry?.link ?? signal<Link | null>(null)
      known.set(id, { link, at: performance.now() })
      wanted.push({ conversationId, id })
      timer ??= setTimeout(() => void fetchWanted(), GATHER_MS)
      return link
    },
    stop: () => clearTimeout(timer),
  }
}
export type FileLinks = ReturnType<typeof createFileLinks>
