import { ClientError } from '@parley/client'
import { batch, computed, createModel, signal } from '@preact/signals'
import { FormModel } from './form-model.ts'
import { mergedOnto } from './rebase.ts'
import type { Wrong } from './section-model.ts'

type Deps<W extends object> = {
  /** As it is stored, or as a new one begins. */
  before: W
  isNew: boolean
  judge(values: W): Wrong
  /** Throws ClientError. */
  store(values: W): Promise<unknown>
  /** As somebody else stored it meanwhile; null when it is gone. */
  reread(): Promise<W | null>
}

/** One thing of a list while it is written: what changed, what is wrong, saving onto what a colleague saved meanwhile. */
function createKeptForm<W extends object>({ before, isNew, judge, store, reread }: Deps<W>) {
  const saved = signal(before)
  const values = signal(before)
  const form = new FormModel()
  const wrong = computed(() => judge(values.value))
  const changes = computed(() => {
    const old = new Map(Object.entries(saved.value))
    const isOther = ([key, value]: [string, unknown]) => JSON.stringify(value) !== JSON.stringify(old.get(key))
    return Object.entries(values.value).filter(isOther).length
  })
  const canSave = computed(() => (isNew || changes.value > 0) && Object.keys(wrong.value).length === 0)

  async function write(): Promise<void> {
    try {
      await store(values.peek())
    } catch (error) {
      const theirs = error instanceof ClientError && error.code === 'changed_since' ? await reread() : null
      if (theirs)
        batch(() => {
          values.value = mergedOnto(saved.peek(), values.peek(), theirs)
          saved.value = theirs
        })
      throw error
    }
    saved.value = values.peek()
  }

  return {
    ...{ values, wrong, changes, canSave, isBusy: form.isBusy, problem: form.problem },
    set(change: Partial<W>) {
      values.value = { ...values.peek(), ...change }
    },
    discard() {
      values.value = saved.peek()
      form.clear()
    },
    /** True when it is stored. */
    save: () => (canSave.peek() ? form.run(write) : Promise.resolve(false)),
  }
}
export const KeptFormModel = createModel(createKeptForm)
export type KeptFormModel<W extends object> = ReturnType<typeof createKeptForm<W>>
