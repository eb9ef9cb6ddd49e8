import { type Client, ClientError, type Environment } from '@parley/client'
import type { Attachment, Cmid, ConversationId, EndpointTypes, Scheduled, Timestamp } from '@parley/protocol'
import { KEY_RANDOM_BYTES, timeOrdered } from '@parley/protocol/constants'
import { createModel, effect, signal } from '@preact/signals'
import { problemText } from '../../format/problems.ts'
import { fullTime } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import { debounced } from '../debounced.ts'
import type { DraftsModel } from '../drafts-model.ts'
import { type Delivery, joined } from '../held-sends-model.ts'
import type { ToastsModel } from '../toasts-model.ts'
import { createAsking } from './asking.ts'

type Deps = {
  client: Pick<Client, 'call' | 'onOwn' | 'connection'>
  env: Pick<Environment, 'now' | 'setTimeout' | 'clearTimeout' | 'randomBytes' | 'storage'>
  agentId: string
  drafts: Pick<DraftsModel, 'of' | 'set'>
  toasts: Pick<ToastsModel, 'show'>
}
type Change = Omit<EndpointTypes['updateScheduled']['body'], 'known'>

const PAUSE_MS = 300

/** The agent's own answers that go out later, and those that did not: the server sends them, and has their words. */
export const ScheduledModel = createModel(({ client, env, agentId, drafts, toasts }: Deps) => {
  const all = signal<readonly Scheduled[]>([])
  const state = signal<'loading' | 'ready' | 'failed'>('loading')
  let turn = 0

  async function load(): Promise<void> {
    const mine = ++turn
    const answer = await client.call('listScheduled', {}).catch(() => null)
    if (mine !== turn) return
    if (answer) all.value = answer.scheduled
    if (answer || state.peek() === 'loading') state.value = answer ? 'ready' : 'failed'
  }
  const again = debounced(env, PAUSE_MS, load)

  function toDraft(id: ConversationId, { text, files }: { text: string; files: readonly Attachment[] }): void {
    const draft = drafts.of(id)
    const both = [...files, ...(draft.files ?? [])]
    drafts.set(id, {
      ...{ ...draft, mode: 'reply', reply: joined(text, draft.reply) },
      ...(both.length > 0 && { files: both }),
    })
  }

  /** True when the server did it; what it refuses is told, and read again. */
  async function change(run: () => Promise<unknown>): Promise<boolean> {
    try {
      await run()
      return true
    } catch (error) {
      toasts.show({ text: whyOf(error), tone: 'problem' })
      return false
    } finally {
      await load()
    }
  }

  async function remove(one: Scheduled): Promise<boolean> {
    return change(() => client.call('deleteScheduled', { params: { id: one.id } }))
  }

  const asking = createAsking({
    ...{ client, env, agentId },
    made({ body, files }, made) {
      const undo = () =>
        void remove(made).then((isGone) => isGone && toDraft(body.conversationId, { text: body.text, files }))
      toasts.show({ text: t('later.toast', { time: fullTime(body.dueAt) }), tone: 'plain', undo })
    },
    failed({ body, files }, error) {
      toDraft(body.conversationId, { text: body.text, files })
      toasts.show({ text: `${t('later.failed')} ${whyOf(error)}`, tone: 'problem' })
    },
  })
  /** Also after a failure: what nobody heard the answer to may stand there. */
  async function resume(): Promise<void> {
    await load()
    if (await asking.resume()) await load()
  }

  effect(() => client.onOwn(({ what }) => what === 'scheduled' && again.call()))
  effect(() => again.cancel)
  effect(() => {
    if (client.connection.value.phase === 'online') void resume()
  })

  return {
    ...{ all, state, remove },
    retry() {
      state.value = 'loading'
      void load()
    },
    async create(id: ConversationId, body: Delivery['body'], at: Timestamp): Promise<void> {
      const { text, attachments: files = [], quote } = body
      await asking.ask({
        body: {
          ...{ conversationId: id, cmid: newCmid(env), text, files: files.map((file) => file.id), dueAt: at },
          ...{ unlessAnswered: true, ...(quote && { replyTo: quote.messageId }) },
        },
        files,
      })
      await load()
    },
    leave: asking.leave,
    update: ({ id, rev }: Scheduled, to: Change) =>
      change(() => client.call('updateScheduled', { params: { id }, body: { ...to, known: rev } })),
    sendNow: ({ id }: Scheduled) => void change(() => client.call('sendScheduled', { params: { id } })),
    /** It is written on in the field. */
    async takeBack(one: Scheduled): Promise<void> {
      if (await remove(one)) toDraft(one.conversationId, one)
    },
  }
})
export type ScheduledModel = InstanceType<typeof ScheduledModel>

const newCmid = ({ now, randomBytes }: Pick<Environment, 'now' | 'randomBytes'>) =>
  timeOrdered(now(), randomBytes(KEY_RANDOM_BYTES)) as Cmid // by its form

const whyOf = (error: unknown) =>
  problemText({ code: error instanceof ClientError ? error.code : 'network', retryAfterMs: null })
