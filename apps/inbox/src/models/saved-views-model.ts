import type { Client } from '@parley/client'
import type { Department, EndpointTypes, SavedView, SavedViewId } from '@parley/protocol'
import { computed, createModel, effect, signal } from '@preact/signals'
import { t } from '../i18n/translate.ts'
import { debounced, type Timers } from './debounced.ts'
import type { FollowingPreferencesModel } from './following-preferences-model.ts'
import type { ToastsModel } from './toasts-model.ts'

type Deps = {
  client: Pick<Client, 'call'>
  timers: Timers
  toasts: Pick<ToastsModel, 'show'>
  following: Pick<FollowingPreferencesModel, 'values' | 'set'>
}
export type Written = EndpointTypes['createSavedView']['body']
type Count = { count: number; truncated: boolean }

/** Counting a filter costs more than counting a view: it is done less often. */
const COUNT_PAUSE_MS = 5_000
const COUNT_MOST_MS = 20_000
/** The most that are counted at once, and that can be pinned. */
const MOST_COUNTED = 20
const MOST_PINNED = 9

/** The views that the agent may use, which of them he pinned, and how many conversations stand in each. */
export const SavedViewsModel = createModel(({ client, timers, toasts, following }: Deps) => {
  const views = signal<readonly SavedView[]>([])
  const departments = signal<readonly Department[]>([])
  const state = signal<'loading' | 'ready' | 'failed'>('loading')
  const counts = signal<ReadonlyMap<SavedViewId, Count>>(new Map())
  const pins = computed(() => following.values.value.pinnedViews)
  const find = (id: SavedViewId) => views.value.find((one) => one.id === id) ?? null
  const pinned = computed(() => pins.value.flatMap((id) => find(id) ?? []))
  const others = computed(() => views.value.filter(({ id }) => !pins.value.includes(id)))

  async function count() {
    const ids = [...pinned.peek(), ...others.peek()].slice(0, MOST_COUNTED).map(({ id }) => id)
    if (ids.length === 0) return
    const answer = await client.call('countSavedViews', { query: { ids: ids.join(',') } }).catch(() => null)
    // Without an answer the old figures stand; the next row asks again.
    if (answer) counts.value = new Map(answer.counts.map(({ id, ...rest }) => [id, rest]))
  }
  const again = debounced(timers, COUNT_PAUSE_MS, count, COUNT_MOST_MS)

  async function load() {
    const [found, all] = await Promise.all([
      client.call('listSavedViews', {}).catch(() => null),
      client.call('listDepartments', {}).catch(() => null),
    ])
    if (all) departments.value = all.departments
    if (found) views.value = found.savedViews
    state.value = found ? 'ready' : 'failed'
    await count()
  }
  effect(() => again.cancel)
  void load()

  const put = (view: SavedView) => {
    const at = views.peek().findIndex(({ id }) => id === view.id)
    views.value = at === -1 ? [...views.peek(), view] : views.peek().with(at, view)
    again.call()
    return view
  }
  const refused = () => toasts.show({ text: t('refused.other'), tone: 'problem' })

  return {
    ...{ views, departments, state, counts, pinned, others },
    refresh: again.call,
    retry: () => void load(),
    /** Throws ClientError. */
    create: async (body: Written) => put(await client.call('createSavedView', { body })),
    /** Throws ClientError, also when somebody else changed it meanwhile. */
    async change(view: SavedView, body: Partial<Written>) {
      const known = view.updatedAt
      return put(await client.call('updateSavedView', { params: { id: view.id }, body: { ...body, known } }))
    },
    async remove({ id, name }: SavedView): Promise<void> {
      try {
        await client.call('deleteSavedView', { params: { id } })
      } catch {
        return refused()
      }
      views.value = views.peek().filter((one) => one.id !== id)
      const undo = () => void client.call('restoreSavedView', { params: { id } }).then(put, refused)
      toasts.show({ text: t('lists.deleted', { name }), tone: 'plain', undo })
    },
    togglePin(id: SavedViewId): void {
      const rest = pins.peek().filter((one) => one !== id)
      if (rest.length < pins.peek().length) return following.set({ pinnedViews: rest })
      // Those that are no more make room.
      const known = rest.filter((one) => views.peek().some((view) => view.id === one))
      if (known.length >= MOST_PINNED) toasts.show({ text: t('lists.pins_full'), tone: 'problem' })
      else following.set({ pinnedViews: [...known, id] })
    },
    /** One place up among those that are pinned. */
    pinUp(id: SavedViewId): void {
      const all = pinned.peek().map((view) => view.id)
      const at = all.indexOf(id)
      const above = all[at - 1]
      if (above) following.set({ pinnedViews: all.with(at - 1, id).with(at, above) })
    },
  }
})
export type SavedViewsModel = InstanceType<typeof SavedViewsModel>
