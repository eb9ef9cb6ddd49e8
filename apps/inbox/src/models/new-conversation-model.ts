import type { Client, ConversationHandle, TimelineItem } from '@parley/client'
import type { Agent, ConversationId, ConversationRow, DepartmentId, ErrorCode, VisitorId } from '@parley/protocol'
import { computed, createModel, effect, type ReadonlySignal, signal } from '@preact/signals'
import { refusalText } from '../format/refusals.ts'
import { t } from '../i18n/translate.ts'
import type { ToastsModel } from './toasts-model.ts'

/** With whom; `name` is how he is called where he was chosen. */
export type Whom = { id: VisitorId; name: string }
type Department = { id: DepartmentId; name: string }
type Draft = { text: string; departmentId: DepartmentId | null }
const EMPTY: Draft = { text: '', departmentId: null }

type Deps = {
  client: Pick<Client, 'call' | 'openNew' | 'pendingNew'>
  me: Agent
  toasts: Pick<ToastsModel, 'show'>
  open(id: ConversationId): void
}

/** `waiting`: nothing was heard of it for ten seconds; it goes out by itself. */
type Phase = 'writing' | 'sending' | 'waiting'

/** The first message of a conversation that an agent begins. What is written stays until it is sent, per visitor. */
export const NewConversationModel = createModel(({ client, me, toasts, open }: Deps) => {
  const whom = signal<Whom | null>(null)
  const phase = signal<Phase>('writing')
  const problem = signal<ErrorCode | null>(null)
  const { draft, write, forget } = createDrafts(whom)
  const around = createAround(client, me)
  const following = createFollowing()
  /** The message under way that the dialog shows. */
  let shown: ConversationHandle | null = null

  function begin(next: Whom): void {
    whom.value = next
    phase.value = 'writing'
    problem.value = null
    around.look(next.id)
  }
  function close(): void {
    whom.value = null
    shown = null
  }

  /** What became of a message, whether or not the dialog is still there. */
  function outcomeOf(handle: ConversationHandle, about: Whom | null): Outcome {
    return {
      began(id) {
        if (about) forget(about.id)
        const action = { label: t('begin.open'), run: () => open(id) }
        if (shown !== handle) return toasts.show({ text: t('begin.sent', nameOf(about)), tone: 'plain', action })
        close()
        open(id)
      },
      refused(code, text) {
        if (shown === handle) {
          phase.value = 'writing'
          problem.value = code
          return
        }
        const action = about && { label: t('begin.show'), run: () => begin(about) }
        toasts.show({ text: refusalText(code, text), tone: 'problem', ...(action && { action }) })
      },
    }
  }
  const follow = (handle: ConversationHandle, about: Whom | null) => following.add(handle, outcomeOf(handle, about))

  // What an earlier page left unsent goes out by itself, and what became of it is told.
  void client.pendingNew().then((keys) => {
    for (const key of keys) follow(client.openNew(key), null)
  })
  effect(() => following.end)

  return {
    ...{ whom, draft, phase, problem, begin, close },
    ...around.told,
    canSend: computed(() => draft.value.text.trim() !== '' && phase.value === 'writing'),
    write(change: Partial<Draft>) {
      write(change)
      problem.value = null
    },
    async send() {
      const about = whom.peek()
      const { text, departmentId } = draft.peek()
      if (!about || text.trim() === '' || phase.peek() !== 'writing') return
      phase.value = 'sending'
      problem.value = null
      const handle = client.openNew(undefined, { visitorId: about.id, ...(departmentId && { departmentId }) })
      shown = handle
      const told = handle.command('msg.new', { v: 1, type: 'text', text: text.trim() })
      follow(handle, about)
      if ((await told).phase === 'pending' && shown === handle) phase.value = 'waiting'
    },
    /** Takes back what has not gone out; what has, comes back as the conversation that it began. */
    takeBack() {
      const first = shown && firstOf(shown)
      if (first) shown?.remove(first.key)
      phase.value = 'writing'
    },
  }
})
export type NewConversationModel = InstanceType<typeof NewConversationModel>

const nameOf = (about: Whom | null) => ({ name: about?.name ?? t('who.visitor') })

function createDrafts(whom: ReadonlySignal<Whom | null>) {
  const drafts = signal<ReadonlyMap<VisitorId, Draft>>(new Map())
  const draft = computed(() => (whom.value && drafts.value.get(whom.value.id)) ?? EMPTY)
  return {
    draft,
    write(change: Partial<Draft>): void {
      const id = whom.peek()?.id
      if (id) drafts.value = new Map([...drafts.peek(), [id, { ...draft.peek(), ...change }]])
    },
    forget(id: VisitorId): void {
      drafts.value = new Map([...drafts.peek()].filter(([of]) => of !== id))
    },
  }
}

type Outcome = { began(id: ConversationId): void; refused(code: ErrorCode, text: string): void }
type Message = Extract<TimelineItem, { type: 'message' }>

const firstOf = ({ timeline }: ConversationHandle): Message | undefined =>
  timeline.value.find((item) => item.type === 'message')

/** What became of the first message of `handle`; null while that is not known. */
function endOf(handle: ConversationHandle, outcome: Outcome): (() => void) | null {
  const id = handle.id.value
  const first = firstOf(handle)
  // It was taken back.
  if (!first) return () => undefined
  if (id && first.send.phase === 'sent') return () => outcome.began(id)
  if (first.send.phase !== 'failed') return null
  const { code } = first.send
  return () => {
    outcome.refused(code, first.body?.fallback ?? '')
    handle.remove(first.key)
  }
}

/** Waits for first messages, and tells of each once. */
function createFollowing() {
  const ends = new Set<() => void>()
  return {
    add(handle: ConversationHandle, outcome: Outcome): void {
      let isOver = false
      const end = effect(() => {
        const tell = endOf(handle, outcome)
        if (isOver || !tell) return
        isOver = true
        queueMicrotask(() => {
          end()
          ends.delete(end)
          tell()
          handle.release()
        })
      })
      ends.add(end)
    },
    end(): void {
      for (const end of ends) end()
    },
  }
}

/** What is known around a first message: the departments it may go to, and what is open with the visitor already. */
function createAround(client: Deps['client'], me: Agent) {
  const departments = signal<readonly Department[]>([])
  const openOnes = signal<readonly ConversationRow[]>([])
  const maySeveral = signal(true)
  let asked: VisitorId | null = null

  async function look(id: VisitorId): Promise<void> {
    asked = id
    openOnes.value = []
    maySeveral.value = true
    // Whatever does not come is not shown: the message can be sent without it.
    const [all, about, own] = await Promise.all([
      client.call('listDepartments', {}).catch(() => null),
      client.call('getVisitor', { params: { id } }).catch(() => null),
      client.call('listSites', {}).catch(() => null),
    ])
    if (asked !== id) return
    const mine: readonly string[] = me.departmentIds
    departments.value = all?.departments.filter((one) => me.role !== 'agent' || mine.includes(one.id)) ?? []
    openOnes.value = about?.conversations.filter(({ status }) => status !== 'closed') ?? []
    maySeveral.value = own?.sites.find((site) => site.id === about?.visitor.siteId)?.options.features.several ?? true
  }

  return {
    look: (id: VisitorId) => void look(id),
    told: { departments, openOnes, mayBegin: computed(() => maySeveral.value || openOnes.value.length === 0) },
  }
}
