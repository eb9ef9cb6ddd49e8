import { type Client, ClientError, type Environment } from '@parley/client'
import type { Cmid, ConversationId, CreateKey, MessageId, VisitorId } from '@parley/protocol'
import { KEY_RANDOM_BYTES, LIMITS, timeOrdered } from '@parley/protocol/constants'
import { computed, createModel, signal } from '@preact/signals'
import { t } from '../../i18n/translate.ts'
import type { MergingModel } from '../merging/merging-model.ts'
import type { ToastsModel } from '../toasts-model.ts'
import { refusalOf } from './refusals.ts'

type Deps = {
  client: Pick<Client, 'call'>
  env: Pick<Environment, 'now' | 'randomBytes'>
  toasts: Pick<ToastsModel, 'show'>
  merging: Pick<MergingModel, 'merge'>
  /** Opens a conversation. */
  open(id: ConversationId): void
}
/** What may go, in the thread's order, and which of them the agent began with. */
export type Asked = { id: ConversationId; visitorId: VisitorId; from: MessageId; all: readonly MessageId[] }

/** Messages that go on in a conversation of their own, and taking that back: at once from the toast, later from the thread. */
export const SplittingModel = createModel(({ client, env, toasts, merging, open }: Deps) => {
  const asked = signal<Asked | null>(null)
  const chosen = signal<ReadonlySet<MessageId>>(new Set())
  const text = signal('')
  const isBusy = signal(false)
  const problem = signal<string | null>(null)
  /** Command and conversation are the same until it is known what came of them (SYNC-4, SYNC-27). */
  const under = new Map<string, { cmid: Cmid; key: CreateKey }>()
  const newId = () => timeOrdered(env.now(), env.randomBytes(KEY_RANDOM_BYTES))

  async function send({ id: from, visitorId, all }: Asked): Promise<ConversationId | null> {
    const messageIds = all.filter((one) => chosen.peek().has(one))
    const body = { v: 1 as const, type: 'text' as const, text: text.peek().trim() }
    const what = JSON.stringify([from, messageIds, body.text])
    const { cmid, key } = under.get(what) ?? { cmid: newId() as Cmid, key: newId() as CreateKey } // by their form
    under.set(what, { cmid, key })
    try {
      const create = { key, visitorId, split: { from, messageIds } }
      const ack = await client.call('appendEvent', { body: { t: 'send', cmid, create, kind: 'msg.new', body } })
      under.delete(what)
      return ack.conversationId
    } catch (error) {
      if (!(error instanceof ClientError)) throw error
      if (error.status >= 400 && error.status < 500) under.delete(what)
      problem.value = refusalOf(error.code)
      return null
    }
  }

  async function putBack(to: ConversationId, from: ConversationId): Promise<void> {
    const refusal = await merging.merge(to, from, 'splitting.undone')
    if (refusal) toasts.show({ text: refusal, tone: 'problem' })
  }

  return {
    ...{ asked, chosen, text, isBusy, problem },
    isTooMany: computed(() => chosen.value.size > LIMITS.splitMessages),
    canSplit: computed(() => {
      const { size } = chosen.value
      return size > 0 && size <= LIMITS.splitMessages && text.value.trim() !== '' && !isBusy.value
    }),
    /** Everything from that message on, until the agent chooses otherwise. */
    ask(next: Asked) {
      asked.value = next
      chosen.value = new Set(next.all.slice(next.all.indexOf(next.from)))
      text.value = t('splitting.text.first')
      problem.value = null
    },
    close() {
      asked.value = null
    },
    choose(ids: Iterable<MessageId>) {
      chosen.value = new Set(ids)
      problem.value = null
    },
    toggle(id: MessageId) {
      const next = new Set(chosen.peek())
      if (!next.delete(id)) next.add(id)
      chosen.value = next
      problem.value = null
    },
    write(words: string) {
      text.value = words
    },
    async split() {
      const what = asked.peek()
      if (!what || isBusy.peek()) return
      isBusy.value = true
      problem.value = null
      const to = await send(what).finally(() => {
        isBusy.value = false
      })
      if (!to) return
      asked.value = null
      toasts.show({ text: t('splitting.done'), tone: 'plain', undo: () => void putBack(to, what.id) })
      open(to)
    },
    /** Merges `to` into `from` again, where its messages were said. */
    putBack: (to: ConversationId, from: ConversationId) => void putBack(to, from),
  }
})
export type SplittingModel = InstanceType<typeof SplittingModel>
