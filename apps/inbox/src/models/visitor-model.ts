import type { Client, Environment } from '@parley/client'
import type { Contact, ConversationRow, Visitor, VisitorId } from '@parley/protocol'
import { createModel, effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import { t } from '../i18n/translate.ts'
import type { ToastsModel } from './toasts-model.ts'

type Deps = {
  client: Pick<Client, 'call'>
  clock: Pick<Environment, 'setTimeout' | 'clearTimeout'>
  toasts: Pick<ToastsModel, 'show'>
  id: VisitorId
  isAttended: ReadonlySignal<boolean>
}

/** Pages come by no event: they are asked for again while somebody looks. */
const REFRESH_MS = 15_000

/** The person at the other end: what he said of himself, where he is, what he asked before. */
export const VisitorModel = createModel(({ client, clock, toasts, id, isAttended }: Deps) => {
  const visitor = signal<Visitor | null>(null)
  /** Who he proved to be; null: nobody in particular. */
  const contact = signal<Contact | null>(null)
  const conversations = signal<readonly ConversationRow[]>([])
  const state = signal<'loading' | 'ready' | 'failed'>('loading')
  let timer: unknown = null

  async function load() {
    clock.clearTimeout(timer)
    const answer = await client.call('getVisitor', { params: { id } }).catch(() => null)
    if (answer) {
      visitor.value = answer.visitor
      contact.value = answer.contact ?? null
      conversations.value = answer.conversations
    }
    if (answer || state.peek() === 'loading') state.value = answer ? 'ready' : 'failed'
    if (isAttended.peek()) timer = clock.setTimeout(() => void load(), REFRESH_MS)
  }
  effect(() => {
    if (isAttended.value || state.peek() === 'loading') untracked(() => void load())
  })
  effect(() => () => clock.clearTimeout(timer))

  async function setBlocked(blocked: boolean, withUndo = true) {
    const had = visitor.peek()
    if (!had) return
    visitor.value = { ...had, blocked }
    try {
      await client.call(blocked ? 'blockVisitor' : 'unblockVisitor', { params: { id } })
      const undo = withUndo ? { undo: () => void setBlocked(!blocked, false) } : {}
      toasts.show({ text: t(blocked ? 'toast.blocked' : 'toast.unblocked'), tone: 'plain', ...undo })
    } catch {
      visitor.value = had
      toasts.show({ text: t('refused.other'), tone: 'problem' })
    }
  }

  return {
    visitor,
    contact,
    conversations,
    state,
    retry() {
      state.value = 'loading'
      void load()
    },
    block: () => void setBlocked(true),
    unblock: () => void setBlocked(false),
  }
})
export type VisitorModel = InstanceType<typeof VisitorModel>
