import type { Client } from '@parley/client'
import type { EndpointTypes } from '@parley/protocol'
import { createModel, signal } from '@preact/signals'

export type SignIn = EndpointTypes['listSessions']['response']['sessions'][number]

/** Where the agent is signed in. */
export const SignInsModel = createModel((client: Pick<Client, 'call'>) => {
  const sessions = signal<readonly SignIn[]>([])
  const state = signal<'loading' | 'ready' | 'failed'>('loading')

  async function load() {
    try {
      const answer = await client.call('listSessions', {})
      sessions.value = [...answer.sessions].sort((a, b) => (a.usedAt < b.usedAt ? 1 : -1))
      state.value = 'ready'
    } catch {
      state.value = 'failed'
    }
  }
  void load()

  return {
    sessions,
    state,
    load,
    async end(id: SignIn['id']) {
      await client.call('revokeSession', { params: { id } }).catch(() => undefined)
      await load()
    },
  }
})
export type SignInsModel = InstanceType<typeof SignInsModel>
