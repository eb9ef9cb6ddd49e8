import type { Environment } from '@parley/client'
import type { Attachment, ConversationId } from '@parley/protocol'
import { createModel, signal } from '@preact/signals'

export type Mode = 'reply' | 'note'
/** `files` are uploaded; they go with whichever of the two is sent. */
export type Draft = { mode: Mode; reply: string; note: string; files?: readonly Attachment[] }
export const EMPTY_DRAFT: Draft = { mode: 'reply', reply: '', note: '' }

const MOST_DRAFTS = 200

/** What is written and not sent, per conversation; survives a reload, ends with the sign-out. */
export const DraftsModel = createModel((env: Pick<Environment, 'storage'>, agentId: string) => {
  const key = `parley-inbox:drafts:${agentId}`
  const drafts = signal<ReadonlyMap<ConversationId, Draft>>(new Map(read()))

  function read(): [ConversationId, Draft][] {
    try {
      return JSON.parse(env.storage()?.getItem(key) ?? '[]')
    } catch {
      return [] // storage that is blocked or holds nonsense is an empty one
    }
  }

  function write() {
    try {
      const all = [...drafts.peek()].slice(-MOST_DRAFTS)
      if (all.length) env.storage()?.setItem(key, JSON.stringify(all))
      else env.storage()?.removeItem(key)
    } catch {
      return // drafts then live as long as the page
    }
  }

  return {
    drafts,
    of: (id: ConversationId) => drafts.peek().get(id) ?? EMPTY_DRAFT,
    set(id: ConversationId, draft: Draft) {
      const next = new Map(drafts.peek())
      next.delete(id)
      if (draft.reply !== '' || draft.note !== '' || draft.files?.length) next.set(id, draft)
      drafts.value = next
      write()
    },
    forget() {
      drafts.value = new Map()
      write()
    },
  }
})
export type DraftsModel = InstanceType<typeof DraftsModel>
