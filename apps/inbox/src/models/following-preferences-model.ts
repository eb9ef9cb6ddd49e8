import { type Client, ClientError, type Environment } from '@parley/client'
import type { AgentPreferences } from '@parley/protocol'
import { DEFAULT_PREFERENCES } from '@parley/protocol/constants'
import { createModel, effect, signal } from '@preact/signals'
import { t } from '../i18n/translate.ts'
import type { ToastsModel } from './toasts-model.ts'

type Deps = {
  client: Pick<Client, 'call' | 'connection'>
  env: Pick<Environment, 'storage' | 'openChannel'>
  agentId: string
  toasts: Pick<ToastsModel, 'show'>
}
/** `unsent` is what the server has not taken yet: it goes out when the line is back, also after a reload. */
type Kept = { known: AgentPreferences; unsent: Partial<AgentPreferences> }

const CHANNEL = 'parley-inbox-following'

/**
 * What an agent chose for himself, wherever he works: the server keeps it, this browser a copy. A change holds at once;
 * one that is refused is taken back and told. Other tabs hear of it at once, other devices when they come on line.
 */
export const FollowingPreferencesModel = createModel(({ client, env, agentId, toasts }: Deps) => {
  const key = `parley-inbox:following:${agentId}`
  let { known, unsent } = read()
  const values = signal<AgentPreferences>({ ...known, ...unsent })
  /** One request at a time: an older answer must not undo a newer one. */
  let line = Promise.resolve()
  const inTurn = (task: () => Promise<void>) => {
    line = line.then(task)
  }
  const channel = env.openChannel(CHANNEL, () => inTurn(load))

  function read(): Kept {
    try {
      const kept = JSON.parse(env.storage()?.getItem(key) ?? '{}') as Partial<Kept>
      return { known: { ...DEFAULT_PREFERENCES, ...kept.known }, unsent: kept.unsent ?? {} }
    } catch {
      return { known: DEFAULT_PREFERENCES, unsent: {} } // storage that is blocked or holds nonsense
    }
  }

  function show() {
    values.value = { ...known, ...unsent }
    try {
      env.storage()?.setItem(key, JSON.stringify({ known, unsent } satisfies Kept))
    } catch {
      return // the server has them; the copy then lives as long as the page
    }
  }

  async function load() {
    const answer = await client.call('getPreferences', {}).catch(() => null)
    // Without an answer the copy stands; the line that comes back asks again.
    if (!answer) return
    known = answer
    show()
  }

  async function send() {
    const sent = unsent
    if (Object.keys(sent).length === 0) return
    try {
      known = await client.call('updatePreferences', { body: sent })
      unsent = changedSince(sent)
      channel?.post('changed')
    } catch (error) {
      if (!isRefusal(error)) return // the line is gone: it goes out when it is back
      unsent = changedSince(sent)
      toasts.show({ text: t('preferences.refused'), tone: 'problem' })
    }
    show()
  }

  /** What was chosen while `sent` was under way. */
  function changedSince(sent: Partial<AgentPreferences>): Partial<AgentPreferences> {
    const rest = Object.entries(unsent).filter(([name, value]) => sent[name as keyof AgentPreferences] !== value)
    return Object.fromEntries(rest)
  }

  effect(() => {
    if (client.connection.value.phase !== 'online') return
    inTurn(send)
    inTurn(load)
  })
  effect(() => () => channel?.close())

  return {
    values,
    set(changes: Partial<AgentPreferences>) {
      unsent = { ...unsent, ...changes }
      show()
      inTurn(send)
    },
    /** Leaves nothing of this person behind in the browser. */
    forget() {
      known = DEFAULT_PREFERENCES
      unsent = {}
      try {
        env.storage()?.removeItem(key)
      } catch {
        return // nothing could be kept there either
      }
    },
  }
})
export type FollowingPreferencesModel = InstanceType<typeof FollowingPreferencesModel>

const isRefusal = (error: unknown) =>
  error instanceof ClientError && error.status >= 400 && error.status < 500 && error.status !== 429
