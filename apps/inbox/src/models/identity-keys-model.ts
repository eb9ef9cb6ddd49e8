import type { Client } from '@parley/client'
import type { EndpointTypes, IdentityKey } from '@parley/protocol'
import { createModel, signal } from '@preact/signals'

type Made = EndpointTypes['createIdentityKey']['response']

/** The keys that identity tokens are signed with. A secret is here from its making until the page is left, and never again. */
export const IdentityKeysModel = createModel((client: Pick<Client, 'call'>) => {
  const keys = signal<readonly IdentityKey[]>([])
  const made = signal<Made | null>(null)
  const state = signal<'loading' | 'ready' | 'failed'>('loading')
  const isBusy = signal(false)
  const hasFailed = signal(false)

  async function load(): Promise<void> {
    try {
      keys.value = (await client.call('listIdentityKeys', {})).keys
      state.value = 'ready'
    } catch {
      state.value = 'failed'
    }
  }
  void load()

  async function change(work: () => Promise<unknown>): Promise<void> {
    isBusy.value = true
    hasFailed.value = await work().then(
      () => false,
      () => true, // told on the page; the list says how it stands
    )
    await load()
    isBusy.value = false
  }

  return {
    keys,
    made,
    state,
    isBusy,
    hasFailed,
    retry() {
      state.value = 'loading'
      return load()
    },
    create: () =>
      change(async () => {
        made.value = await client.call('createIdentityKey', {})
      }),
    retire: (id: IdentityKey['id']) => change(() => client.call('retireIdentityKey', { params: { id } })),
    remove: (id: IdentityKey['id']) => change(() => client.call('deleteIdentityKey', { params: { id } })),
  }
})
export type IdentityKeysModel = InstanceType<typeof IdentityKeysModel>
