import { type Client, ClientError, type Environment } from '@parley/client'
import type { Attachment, CannedResponse, ConversationId, EndpointTypes } from '@parley/protocol'
import { createModel, signal } from '@preact/signals'

type Deps = { client: Pick<Client, 'call'>; env: Pick<Environment, 'now'> }
type Written = EndpointTypes['createCannedResponse']['body']

/** Colleagues add some too: what is older than this is asked for again when it is used. Milliseconds. */
const FRESH_MS = 60_000

/** The canned responses that the agent may insert; asked for when they are first used. */
export const CannedModel = createModel(({ client, env }: Deps) => {
  const all = signal<readonly CannedResponse[]>([])
  const state = signal<'none' | 'loading' | 'ready' | 'failed'>('none')
  const isTruncated = signal(false)
  let askedAt = 0

  async function load(): Promise<void> {
    askedAt = env.now()
    if (state.peek() !== 'ready') state.value = 'loading'
    const answer = await client.call('listCannedResponses', {}).catch(() => null)
    if (answer) {
      // A copy that an older version kept, or an older instance, tells of no files.
      all.value = answer.cannedResponses.map((one) => ({ ...one, files: one.files ?? [] }))
      isTruncated.value = answer.truncated
    }
    if (answer || state.peek() !== 'ready') state.value = answer ? 'ready' : 'failed'
  }
  function put(one: CannedResponse): CannedResponse {
    all.value = [...all.peek().filter(({ id }) => id !== one.id), one].sort((a, b) =>
      a.shortcut < b.shortcut ? -1 : 1,
    )
    return one
  }

  return {
    all,
    isTruncated,
    state,
    load,
    /** Asks for them unless they were asked for lately. */
    ensure() {
      if (state.peek() === 'none' || env.now() - askedAt > FRESH_MS) void load()
    },
    /** Throws ClientError, for the form to tell. */
    create: async (body: Written) => put(await client.call('createCannedResponse', { body })),
    /** Throws ClientError; `changed_since` when somebody else changed it since it was read. */
    update: async ({ id, updatedAt }: CannedResponse, body: Written) =>
      put(await client.call('updateCannedResponse', { params: { id }, body: { ...body, known: updatedAt } })),
    /** Throws ClientError. */
    async remove({ id }: CannedResponse): Promise<void> {
      await client.call('deleteCannedResponse', { params: { id } })
      all.value = all.peek().filter((one) => one.id !== id)
    },
    /** Throws ClientError. */
    restore: async ({ id }: CannedResponse) => put(await client.call('restoreCannedResponse', { params: { id } })),
    /** One of its files, as if it had been uploaded into the conversation. Throws ClientError. */
    async copyFile({ id }: CannedResponse, file: Attachment, conversationId: ConversationId): Promise<Attachment> {
      const body = { conversationId, ids: [file.id] }
      const { attachments } = await client.call('attachCannedFiles', { params: { id }, body })
      const [copy] = attachments
      if (!copy) throw new ClientError('attachment_not_found', 404)
      return copy
    },
    /** It was inserted; whether that is counted is no matter for whoever writes. */
    used({ id }: CannedResponse): void {
      all.value = all.peek().map((one) => (one.id === id ? { ...one, uses: one.uses + 1 } : one))
      client.call('countCannedResponse', { params: { id } }).catch(() => null)
    },
  }
})
export type CannedModel = InstanceType<typeof CannedModel>

/**
 * Those that `query` finds: by the beginning of their word first, then by title, category and text. What is used often
 * comes first among equals.
 */
export function findCanned(all: readonly CannedResponse[], query: string): CannedResponse[] {
  const wanted = query.trim().toLowerCase()
  const rank = ({ shortcut, title, category, text }: CannedResponse): number => {
    if (shortcut.startsWith(wanted)) return 0
    if (shortcut.includes(wanted) || title.toLowerCase().includes(wanted)) return 1
    const words = [category, ...Object.values(text)]
    return words.some((one) => one?.toLowerCase().includes(wanted)) ? 2 : 3
  }
  return all
    .map((one) => ({ one, rank: rank(one) }))
    .filter((found) => found.rank < 3)
    .sort((a, b) => a.rank - b.rank || b.one.uses - a.one.uses)
    .map(({ one }) => one)
}
