import { type Client, ClientError } from '@parley/client'
import type { Block, NewBlock } from '@parley/protocol'
import { createModel, signal } from '@preact/signals'
import { t } from '../../i18n/translate.ts'
import type { ToastsModel } from '../toasts-model.ts'

type Deps = { client: Pick<Client, 'call'>; toasts: Pick<ToastsModel, 'show'> }
/** Why an address was not blocked: what is to be said beside its field, or asked. */
export type RangeRefusal = 'not_a_range' | 'too_wide' | 'own' | 'full' | 'other'

const REFUSALS: Partial<Record<string, RangeRefusal>> = {
  invalid_request: 'not_a_range',
  range_too_wide: 'too_wide',
  own_address: 'own',
  list_full: 'full',
}

/** Who is not let in: visitors, and whoever comes from ranges of addresses. For supervisors and above. */
export const BlocksModel = createModel(({ client, toasts }: Deps) => {
  const all = signal<readonly Block[]>([])
  const state = signal<'loading' | 'ready' | 'failed'>('loading')
  const isCut = signal(false)

  async function load(): Promise<void> {
    if (state.peek() === 'failed') state.value = 'loading'
    try {
      const { blocks, truncated } = await client.call('listBlocks', {})
      all.value = blocks
      isCut.value = truncated
      state.value = 'ready'
    } catch {
      // What is there stays; with nothing there the page says so.
      if (state.peek() === 'loading') state.value = 'failed'
    }
  }

  /** In the place of the one that there was of the same range. */
  function take(block: Block): void {
    const { target } = block
    const isSame = (one: Block) =>
      one.id === block.id ||
      (target.type === 'range' && one.target.type === 'range' && one.target.range === target.range)
    all.value = [block, ...all.peek().filter((one) => !isSame(one))].sort((a, b) => (a.id < b.id ? 1 : -1))
  }

  async function restore({ id }: Block): Promise<void> {
    try {
      take(await client.call('restoreBlock', { params: { id } }))
    } catch {
      toasts.show({ text: t('blocks.not_restored'), tone: 'problem' })
      await load()
    }
  }

  return {
    all,
    state,
    isCut,
    load,

    /** Null when it is blocked. `confirmed`: his own address too, if it must be. */
    async blockRange(range: string, why: Pick<NewBlock, 'reason' | 'expiresAt'>, confirmed: boolean) {
      try {
        const target = { type: 'range', range } as const
        take(await client.call('createBlock', { body: { target, ...why, ...(confirmed && { confirmed }) } }))
        return null
      } catch (error) {
        if (!(error instanceof ClientError)) throw error
        return REFUSALS[error.code] ?? 'other'
      }
    },

    /** Gone at once; the toast brings it back as it was. */
    async lift(block: Block): Promise<void> {
      const had = all.peek()
      all.value = had.filter(({ id }) => id !== block.id)
      try {
        await client.call('endBlock', { params: { id: block.id } })
        toasts.show({ text: t('toast.unblocked'), tone: 'plain', undo: () => void restore(block) })
      } catch {
        all.value = had
        toasts.show({ text: t('refused.other'), tone: 'problem' })
      }
    },
  }
})
export type BlocksModel = InstanceType<typeof BlocksModel>
