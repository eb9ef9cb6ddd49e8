import { type Client, ClientError, type Environment } from '@parley/client'
import type { Cmid, ConversationId, EndpointTypes, Scheduled, Timestamp } from '@parley/protocol'
import { KEY_RANDOM_BYTES, timeOrdered } from '@parley/protocol/constants'
import { createModel, effect, signal } from '@preact/signals'
import { problemText } from '../../format/problems.ts'
import { fullTime } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import { debounced } from '../debounced.ts'
import type { DraftsModel } from '../drafts-model.ts'
import { type Delivery, joined } from '../held-sends-model.ts'
import type { ToastsModel } from '../toasts-model.ts'

type Deps = {
  client: Pick<Client, 'call' | 'onOwn' | 'connection'>
  env: Pick<Environment, 'now' | 'setTimeout' | 'clearTimeout' | 'randomBytes'>
  drafts: Pick<DraftsModel, 'of' | 'set'>
  toasts: Pick<ToastsModel, 'show'>
}
type Change = Omit<EndpointTypes['updateScheduled']['body'], 'known'>

const PAUSE_MS = 300
/** Nothing was heard: asked again under the same name, which changes nothing where it was heard. */
const TRIES = 3
const AGAIN_MS = 2_000

/** The agent's own answers that go out later, and those that did not: the server sends them, and has their words. */
export const ScheduledModel = createModel(({ client, env, drafts, toasts }: Deps) => {
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

  function toDraft(id: ConversationId, { text, files }: Pick<Scheduled, 'text' | 'files'>): void {
    const draft = drafts.of(id)
    const both = [...files, ...(draft.files ?? [])]
    drafts.set(id, {
      ...{ ...draft, mode: 'reply', reply: joined(text, draft.reply) },
      ...(both.length > 0 && { files: both }),
    })
  }

  async function createOnce(body: EndpointTypes['createScheduled']['body'], tries = TRIES): Promise<Scheduled> {
    try {
      return await client.call('createScheduled', { body })
    } catch (error) {
      if (tries <= 1 || (error instanceof ClientError && error.status > 0)) throw error
      await new Promise<void>((done) => env.setTimeout(done, AGAIN_MS))
      return createOnce(body, tries - 1)
    }
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

  effect(() => client.onOwn(({ what }) => what === 'scheduled' && again.call()))
  effect(() => again.cancel)
  effect(() => {
    if (client.connection.value.phase === 'online') void load()
  })

  return {
    ...{ all, state, remove },
    retry() {
      state.value = 'loading'
      void load()
    },
    async create(id: ConversationId, body: Delivery['body'], at: Timestamp): Promise<void> {
      const { text, attachments = [], quote } = body
      const kept = { text, files: [...attachments] }
      try {
        const made = await createOnce({
          ...{ conversationId: id, cmid: newCmid(env), text, files: attachments.map((file) => file.id), dueAt: at },
          ...{ unlessAnswered: true, ...(quote && { replyTo: quote.messageId }) },
        })
        const undo = () => void remove(made).then((isGone) => isGone && toDraft(id, kept))
        toasts.show({ text: t('later.toast', { time: fullTime(at) }), tone: 'plain', undo })
        await load()
      } catch (error) {
        toDraft(id, kept)
        toasts.show({ text: `${t('later.failed')} ${whyOf(error)}`, tone: 'problem' })
      }
    },
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
