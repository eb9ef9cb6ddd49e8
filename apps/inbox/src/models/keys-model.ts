import { computed, createModel, type ReadonlySignal, signal } from '@preact/signals'
import { t } from '../i18n/translate.ts'
import { clashOf, withKeys, withUsualKeys } from '../keyboard/bindings.ts'
import type { CommandId, Shortcut } from '../keyboard/shortcuts.ts'
import type { FollowingPreferencesModel } from './following-preferences-model.ts'
import type { ToastsModel } from './toasts-model.ts'

type Deps = {
  following: Pick<FollowingPreferencesModel, 'values' | 'set'>
  shortcuts: ReadonlySignal<readonly Shortcut[]>
  toasts: Pick<ToastsModel, 'show'>
}
/** What is being pressed for a command: nothing yet, one key, or two in a row. */
type Recording = { id: CommandId; keys: string }

/** The keys of commands, and how an agent changes them. */
export const KeysModel = createModel(({ following, shortcuts, toasts }: Deps) => {
  const recording = signal<Recording | null>(null)
  const query = signal('')
  const own = () => following.values.peek().keys

  function store(next: Record<string, readonly string[]>, done: string) {
    const before = own()
    const copy = Object.fromEntries(Object.entries(next).map(([id, keys]) => [id, [...keys]]))
    following.set({ keys: copy })
    toasts.show({ text: done, tone: 'plain', undo: () => following.set({ keys: before }) })
  }

  return {
    query,
    recording,
    shown: computed(() => {
      const needle = query.value.trim().toLowerCase()
      return shortcuts.value.filter(({ label }) => t(label).toLowerCase().includes(needle))
    }),
    hasOwn: computed(() => Object.keys(following.values.value.keys).length > 0),
    isOwn: (id: CommandId) => following.values.value.keys[id] !== undefined,
    /** Who has the keys that were pressed; null while nobody has. */
    clash: computed(() => {
      const now = recording.value
      return now?.keys ? clashOf(shortcuts.value, now.id, now.keys) : null
    }),
    record(id: CommandId) {
      recording.value = { id, keys: '' }
    },
    /** One press more; the third begins anew. */
    press(name: string) {
      const now = recording.peek()
      if (!now) return
      const isSecond = now.keys !== '' && !now.keys.includes(' ')
      recording.value = { ...now, keys: isSecond ? `${now.keys} ${name}` : name }
    },
    clear() {
      const now = recording.peek()
      if (now) recording.value = { ...now, keys: '' }
    },
    cancel() {
      recording.value = null
    },
    /** Gives the command what was pressed, also where another command had it; what the browser has is not to be had. */
    keep() {
      const now = recording.peek()
      if (!now?.keys || clashOf(shortcuts.peek(), now.id, now.keys) === 'browser') return
      recording.value = null
      store(withKeys(own(), now.id, now.keys), t('keys.kept'))
    },
    remove(id: CommandId) {
      store({ ...own(), [id]: [] }, t('keys.removed'))
    },
    reset(id: CommandId) {
      store(withUsualKeys(own(), id), t('keys.usual_again'))
    },
    resetAll() {
      store({}, t('keys.all_usual_again'))
    },
  }
})
export type KeysModel = InstanceType<typeof KeysModel>
