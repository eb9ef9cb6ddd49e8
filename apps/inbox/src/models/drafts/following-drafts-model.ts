import type { Client, Environment } from '@parley/client'
import type { ConversationId } from '@parley/protocol'
import { createModel, effect, untracked } from '@preact/signals'
import { debounced } from '../debounced.ts'
import type { Mode } from '../drafts-model.ts'
import { joined } from '../held-sends-model.ts'
import { createDraftExchange, type ExchangeDeps, type Other } from './draft-exchange.ts'
import { placeOf } from './draft-states.ts'

type Deps = ExchangeDeps & {
  client: Pick<Client, 'call' | 'connection' | 'onOwn'>
  env: Pick<Environment, 'now' | 'setTimeout' | 'clearTimeout' | 'storage' | 'on'>
}

const PAUSE_MS = 1_000

/**
 * Carries drafts to the server and from it, so that they are there on whatever device the agent sits down next. The copy
 * in the browser stays what is written in: without a line, and for what the server does not take, it is all there is.
 */
export const FollowingDraftsModel = createModel((deps: Deps) => {
  const { client, env, drafts } = deps
  const { others, note, save, saveAll, load, loadOne, forget } = createDraftExchange(deps)
  let isOver = false
  /** One request at a time: an older answer must not undo a newer one. */
  let line = Promise.resolve()
  const inTurn = (task: () => Promise<void>) => {
    line = line.then(() => (isOver ? undefined : task()))
    return line
  }

  const later = debounced(env, PAUSE_MS, () => inTurn(saveAll))
  effect(() => {
    if (drafts.drafts.value && untracked(note).length > 0) later.call()
  })
  effect(() => {
    if (client.connection.value.phase !== 'online') return
    void inTurn(saveAll)
    void inTurn(load)
  })
  const ends = [
    client.onOwn(({ what, conversationId, kind, rev }) => {
      if (what === 'drafts') void inTurn(() => loadOne(conversationId, kind, rev))
    }),
    // Whoever puts the phone away goes on at the desk.
    env.on('visibilitychange', () => void inTurn(saveAll)),
    env.on('pagehide', () => void inTurn(saveAll)),
    later.cancel,
  ]
  effect(() => () => {
    isOver = true
    for (const end of ends) end()
  })

  const settle = (id: ConversationId, kind: Mode, { changedAt }: Other) =>
    void inTurn(() => save(placeOf(id, kind), [changedAt]))
  return {
    others,
    /** Puts it before what is written. */
    take(id: ConversationId, kind: Mode, other: Other) {
      const draft = drafts.of(id)
      drafts.set(id, { ...draft, [kind]: joined(other.text, draft[kind]) })
      settle(id, kind, other)
    },
    drop: settle,
    /** Before the sign-out, which leaves nothing in the browser: the server has what it takes. */
    async handOver() {
      await inTurn(saveAll)
      isOver = true
      forget()
    },
  }
})
export type FollowingDraftsModel = InstanceType<typeof FollowingDraftsModel>
