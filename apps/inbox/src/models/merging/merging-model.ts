import { type Client, ClientError, type Environment } from '@parley/client'
import type { Cmid, ConversationId, ConversationRow, LogEntry } from '@parley/protocol'
import { KEY_RANDOM_BYTES, timeOrdered } from '@parley/protocol/constants'
import { createModel, signal } from '@preact/signals'
import { t } from '../../i18n/translate.ts'
import type { ToastsModel } from '../toasts-model.ts'

type Deps = {
  client: Pick<Client, 'call'>
  env: Pick<Environment, 'now' | 'randomBytes'>
  toasts: Pick<ToastsModel, 'show'>
  /** Opens a conversation. */
  open(id: ConversationId): void
}
/** What lies over the thread: the choice where `id` goes, or what was said in `id` before it was merged. */
export type MergingDialog = { is: 'choose' | 'read'; id: ConversationId }

/** Conversations that this one may be merged into: of the same person and site, and not merged themselves (SYNC-93). */
export function candidatesFor(row: ConversationRow, all: readonly ConversationRow[]): ConversationRow[] {
  const isSame = (one: ConversationRow) =>
    one.siteId === row.siteId &&
    one.channel === row.channel &&
    (row.contactId || one.contactId ? row.contactId === one.contactId : row.visitor?.id === one.visitor?.id)
  return all.filter((one) => one.id !== row.id && !one.movedTo && isSame(one))
}

/** Merging conversations, and taking it back: at once from the toast, later from the thread. */
export const MergingModel = createModel(({ client, env, toasts, open }: Deps) => {
  const dialog = signal<MergingDialog | null>(null)
  const isBusy = signal(false)
  /** What this agent merged himself: he needs no notice of it. */
  const own = new Set<ConversationId>()
  /** The command is the same until it is known what came of it (SYNC-4). */
  const under = new Map<string, Cmid>()

  /** Once it is known what came of one, whatever nobody heard of before it is over too. */
  function forget(id: ConversationId): void {
    for (const key of under.keys()) if (key.startsWith(`${id} `)) under.delete(key)
  }

  async function send(id: ConversationId, to: ConversationId | null): Promise<string | null> {
    const key = `${id} ${to}`
    const cmid = under.get(key) ?? (timeOrdered(env.now(), env.randomBytes(KEY_RANDOM_BYTES)) as Cmid) // by its form
    under.set(key, cmid)
    isBusy.value = true
    try {
      await client.call('appendEvent', {
        body: { t: 'send', cmid, conversationId: id, kind: 'conv.merge', body: { to } },
      })
      forget(id)
      return null
    } catch (error) {
      if (!(error instanceof ClientError)) throw error
      if (error.status >= 400 && error.status < 500) forget(id)
      return error.code
    } finally {
      isBusy.value = false
    }
  }

  async function undo(id: ConversationId): Promise<void> {
    const code = await send(id, null)
    if (code && code !== 'unchanged') return toasts.show({ text: refusalOf(code), tone: 'problem' })
    own.delete(id)
    dialog.value = null
    toasts.show({ text: t('merging.undone'), tone: 'plain' })
    open(id)
  }

  return {
    dialog,
    isBusy,
    isOwn: (id: ConversationId) => own.has(id),
    choose(id: ConversationId) {
      dialog.value = { is: 'choose', id }
    },
    read(id: ConversationId) {
      dialog.value = { is: 'read', id }
    },
    close() {
      dialog.value = null
    },
    /** Null when it was done; else why not, in words. */
    async merge(
      id: ConversationId,
      to: ConversationId,
      said: 'merging.done' | 'splitting.undone' = 'merging.done',
    ): Promise<string | null> {
      own.add(id)
      const code = await send(id, to)
      if (code) {
        own.delete(id)
        return refusalOf(code)
      }
      dialog.value = null
      toasts.show({ text: t(said), tone: 'plain', undo: () => void undo(id) })
      open(to)
      return null
    },
    undo: (id: ConversationId) => void undo(id),
    /** A page of what was said in a conversation that was merged away: its log stays readable. Throws ClientError. */
    async messagesOf(id: ConversationId, before?: number) {
      const page = await client.call('listEvents', {
        params: { id },
        query: { before: String(before ?? LAST), limit: String(PAGE) },
      })
      return { entries: page.entries as LogEntry[], hasMore: page.hasMore } // the server keeps body and kind together
    },
  }
})
export type MergingModel = InstanceType<typeof MergingModel>

const PAGE = 100
const LAST = 1e9

function refusalOf(code: string): string {
  if (code === 'changed_since') return t('merging.refused.changed')
  if (code === 'not_same_person') return t('merging.refused.person')
  if (code === 'conversation_not_found') return t('refused.gone')
  return t('merging.refused.other')
}
