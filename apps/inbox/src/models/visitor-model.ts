import type { Client, Environment } from '@parley/client'
import type {
  Contact,
  ContactProfile,
  ConversationRow,
  EndpointTypes,
  NewBlock,
  Visitor,
  VisitorId,
} from '@parley/protocol'
import { createModel, effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import { t } from '../i18n/translate.ts'
import { createContactEdits } from './contact-edits.ts'
import type { ToastsModel } from './toasts-model.ts'

type Deps = {
  client: Pick<Client, 'call'>
  clock: Pick<Environment, 'setTimeout' | 'clearTimeout'>
  toasts: Pick<ToastsModel, 'show'>
  id: VisitorId
  isAttended: ReadonlySignal<boolean>
}

type Why = Pick<NewBlock, 'reason' | 'expiresAt'>
const WITHOUT_WORDS: Why = { reason: '', expiresAt: null }

/** Pages come by no event: they are asked for again while somebody looks. */
const REFRESH_MS = 15_000

/** The person at the other end: what he said of himself, where he is, what he asked before. */
export const VisitorModel = createModel(({ client, clock, toasts, id, isAttended }: Deps) => {
  const visitor = signal<Visitor | null>(null)
  /** Who he proved to be; null: nobody in particular. */
  const contact = signal<Contact | null>(null)
  /** The contact who he is, by proof or by an agent's word. */
  const profile = signal<ContactProfile | null>(null)
  const conversations = signal<readonly ConversationRow[]>([])
  const state = signal<'loading' | 'ready' | 'failed'>('loading')
  let timer: unknown = null

  function take(answer: EndpointTypes['getVisitor']['response']): void {
    visitor.value = answer.visitor
    contact.value = answer.contact ?? null
    const next = answer.profile ?? null
    if (isNewer(next, profile.peek())) profile.value = next
    conversations.value = answer.conversations
  }

  async function load() {
    clock.clearTimeout(timer)
    const answer = await client.call('getVisitor', { params: { id } }).catch(() => null)
    if (answer) take(answer)
    if (answer || state.peek() === 'loading') state.value = answer ? 'ready' : 'failed'
    if (isAttended.peek()) timer = clock.setTimeout(() => void load(), REFRESH_MS)
  }
  effect(() => {
    if (isAttended.value || state.peek() === 'loading') untracked(() => void load())
  })
  effect(() => () => clock.clearTimeout(timer))

  async function setBlocked(blocked: boolean, why: Why = WITHOUT_WORDS, withUndo = true) {
    const had = visitor.peek()
    if (!had) return
    visitor.value = { ...had, blocked }
    try {
      if (blocked) await client.call('createBlock', { body: { target: { type: 'visitor', visitorId: id }, ...why } })
      else await client.call('unblockVisitor', { params: { id } })
      const undo = withUndo ? { undo: () => void setBlocked(!blocked, WITHOUT_WORDS, false) } : {}
      toasts.show({ text: t(blocked ? 'toast.blocked' : 'toast.unblocked'), tone: 'plain', ...undo })
    } catch {
      visitor.value = had
      toasts.show({ text: t('refused.other'), tone: 'problem' })
    }
  }

  /** From now on he is somebody: what he said of himself is taken along. */
  async function save(): Promise<void> {
    try {
      profile.value = await client.call('createContact', { body: { visitorId: id } })
      toasts.show({ text: t('contact.saved'), tone: 'plain' })
    } catch {
      toasts.show({ text: t('refused.other'), tone: 'problem' })
    }
    await load()
  }

  /** He is somebody whom we know: that opens nothing to him. */
  async function linkTo(known: ContactProfile): Promise<void> {
    try {
      await client.call('linkVisitor', { params: { id: known.id }, body: { visitorId: id } })
      toasts.show({
        text: t('contact.linked', { name: known.name ?? known.email ?? known.phone ?? '' }),
        tone: 'plain',
      })
    } catch {
      toasts.show({ text: t('refused.other'), tone: 'problem' })
    }
    await load()
  }

  return {
    linkTo: (known: ContactProfile) => void linkTo(known),
    visitor,
    contact,
    profile,
    edits: createContactEdits({ client, profile }),
    save: () => void save(),
    conversations,
    state,
    retry() {
      state.value = 'loading'
      void load()
    },
    block: (why?: Why) => void setBlocked(true, why),
    unblock: () => void setBlocked(false),
  }
})
/** An answer that was asked for before a change does not take the change back. */
const isNewer = (next: ContactProfile | null, before: ContactProfile | null) =>
  next?.id !== before?.id || (next?.version ?? 0) >= (before?.version ?? 0)

export type VisitorModel = InstanceType<typeof VisitorModel>
