import type { Client } from '@parley/client'
import type { EndpointTypes, Macro } from '@parley/protocol'
import { createModel, signal } from '@preact/signals'

type Written = EndpointTypes['createMacro']['body']

/** The macros that the agent may run; asked for each time that they are looked at. */
export const MacrosModel = createModel((client: Pick<Client, 'call'>) => {
  const all = signal<readonly Macro[]>([])
  const state = signal<'none' | 'loading' | 'ready' | 'failed'>('none')
  const isTruncated = signal(false)

  async function load(): Promise<void> {
    if (state.peek() !== 'ready') state.value = 'loading'
    const answer = await client.call('listMacros', {}).catch(() => null)
    if (answer) {
      all.value = answer.macros
      isTruncated.value = answer.truncated
    }
    if (answer || state.peek() !== 'ready') state.value = answer ? 'ready' : 'failed'
  }
  function put(one: Macro): Macro {
    all.value = [...all.peek().filter(({ id }) => id !== one.id), one].sort((a, b) => a.name.localeCompare(b.name))
    return one
  }

  return {
    all,
    state,
    isTruncated,
    load,
    /** Throws ClientError, for the form to tell. */
    create: async (body: Written) => put(await client.call('createMacro', { body })),
    /** Throws ClientError; `changed_since` when somebody else changed it since it was read. */
    update: async ({ id, updatedAt }: Macro, body: Written) =>
      put(await client.call('updateMacro', { params: { id }, body: { ...body, known: updatedAt } })),
    /** Throws ClientError. */
    async remove({ id }: Macro): Promise<void> {
      await client.call('deleteMacro', { params: { id } })
      all.value = all.peek().filter((one) => one.id !== id)
    },
    /** Throws ClientError. */
    restore: async ({ id }: Macro) => put(await client.call('restoreMacro', { params: { id } })),
    /** It was run; whether that is counted is no matter for whoever did. */
    used({ id }: Macro): void {
      client.call('countMacro', { params: { id } }).catch(() => null)
    },
  }
})
export type MacrosModel = InstanceType<typeof MacrosModel>
