import type { Client, Environment } from '@parley/client'
import type { AttachmentId, ContactId, ConversationId, PersonFile, VisitorId } from '@parley/protocol'
import { batch, createModel, effect, signal } from '@preact/signals'
import { FileLinksModel } from '../file-links-model.ts'

export type PersonSubject = { contactId: ContactId } | { visitorId: VisitorId }
type Deps = {
  client: Pick<Client, 'call'>
  clock: Pick<Environment, 'setTimeout' | 'clearTimeout'>
  subject: PersonSubject
  /** Files of a page. */
  limit: number
}

/** Pages without a file that are passed over at once, before somebody is asked to press again. */
const PASSED_OVER = 5

/** Files of all conversations of a person, page by page. */
export const PersonFilesModel = createModel(({ client, clock, subject, limit }: Deps) => {
  const files = signal<readonly PersonFile[]>([])
  const cursor = signal<AttachmentId | null>(null)
  const state = signal<'loading' | 'ready' | 'failed'>('loading')
  const links = new Map<ConversationId, FileLinksModel>()
  let asked = 0

  async function ask(from: AttachmentId | null, left = PASSED_OVER): Promise<Page> {
    const query = { ...subject, limit: String(limit), ...(from && { cursor: from }) }
    const page = await client.call('listPersonFiles', { query })
    return page.files.length === 0 && page.cursor && left > 0 ? ask(page.cursor, left - 1) : page
  }

  /** The answer to the last question counts; what stands there stays until it comes. */
  async function load(from: AttachmentId | null): Promise<void> {
    asked += 1
    const own = asked
    if (files.peek().length === 0 || from) state.value = 'loading'
    const page = await ask(from).catch(() => null)
    if (own !== asked) return
    batch(() => {
      state.value = page || (!from && files.peek().length > 0) ? 'ready' : 'failed'
      if (!page) return
      files.value = from ? [...files.peek(), ...page.files] : page.files
      cursor.value = page.cursor
    })
  }

  effect(() => () => {
    asked += 1
    for (const one of links.values()) one[Symbol.dispose]()
  })

  return {
    ...{ files, cursor, state },
    /** From the newest on. */
    load: () => void load(null),
    more: () => void load(cursor.peek()),
    /** Goes on where it failed. */
    retry: () => void load(files.peek().length > 0 ? cursor.peek() : null),
    /** The links to the files of a conversation. */
    linksOf(id: ConversationId): FileLinksModel {
      const before = links.get(id)
      if (before) return before
      const made = new FileLinksModel(client, clock, id)
      links.set(id, made)
      return made
    },
  }
})
type Page = { files: readonly PersonFile[]; cursor: AttachmentId | null }
export type PersonFilesModel = InstanceType<typeof PersonFilesModel>
