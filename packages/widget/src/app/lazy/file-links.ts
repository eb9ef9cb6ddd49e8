import type { VisitorClient } from '@parley/client/visitor'
import type { AttachmentId, ConversationId } from '@parley/protocol'

export type Link = { url: string; thumbnailUrl: string | null }

/** Links end after ten minutes; one is used for this long, ms. */
const FRESH_MS = 9 * 60_000

/** Short-lived links to the files of one conversation: those asked for in one tick come in one answer. */
export function createFileLinks(client: Pick<VisitorClient, 'call'>, conversationId: ConversationId) {
  const known = new Map<AttachmentId, { link: Promise<Link>; at: number }>()
  let wanted: AttachmentId[] = []
  let batch: Promise<Map<AttachmentId, Link>> | null = null

  async function fetchWanted(): Promise<Map<AttachmentId, Link>> {
    await null // whoever else is drawn in this tick asks first
    const ids = wanted
    wanted = []
    batch = null
    const { links } = await client.call('linkAttachments', { body: { conversationId, ids } })
    return new Map(links.map(({ id, ...link }) => [id, link]))
  }

  async function ask(id: AttachmentId): Promise<Link> {
    wanted.push(id)
    batch ??= fetchWanted()
    const link = (await batch).get(id)
    if (!link) throw new Error('attachment_not_found')
    return link
  }

  /** The link of a file, never one about to end. */
  return (id: AttachmentId): Promise<Link> => {
    const entry = known.get(id)
    if (entry && performance.now() - entry.at < FRESH_MS) return entry.link
    const link = ask(id)
    known.set(id, { link, at: performance.now() })
    link.catch(() => known.delete(id)) // the next look asks again
    return link
  }
}
export type FileLinks = ReturnType<typeof createFileLinks>
