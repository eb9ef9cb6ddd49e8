import type { Environment } from '@parley/client'
import type { ListView } from '@parley/protocol'
import { createModel, effect, signal } from '@preact/signals'
import { VIEWS } from '../routes.ts'

export type ThemeChoice = 'light' | 'dark' | 'auto'
type Kept = {
  theme: ThemeChoice
  view: ListView
  language: string | null
  /** The visitor's panel, where the screen is wide enough for it. */
  hasDetails: boolean
  /** Notices of the system about what visitors write while nobody looks. */
  hasNotices: boolean
}

const KEY = 'parley-inbox:preferences'
const DEFAULTS: Kept = {
  theme: 'auto',
  view: 'open',
  language: null,
  hasDetails: true,
  hasNotices: false,
}

/** What an agent chose on this computer. */
export function readPreferences(env: Pick<Environment, 'storage'>): Kept {
  try {
    const kept = JSON.parse(env.storage()?.getItem(KEY) ?? '{}') as Partial<Kept>
    const view = VIEWS.find((one) => one === kept.view) ?? DEFAULTS.view
    return { ...DEFAULTS, ...kept, view }
  } catch {
    return DEFAULTS // storage that is blocked or holds nonsense
  }
}

export const PreferencesModel = createModel((env: Pick<Environment, 'storage'>) => {
  const kept = readPreferences(env)
  const theme = signal(kept.theme)
  const view = signal(kept.view)
  const language = signal(kept.language)
  const hasDetails = signal(kept.hasDetails)
  const hasNotices = signal(kept.hasNotices)

  effect(() => {
    const now: Kept = {
      theme: theme.value,
      view: view.value,
      language: language.value,
      hasDetails: hasDetails.value,
      hasNotices: hasNotices.value,
    }
    try {
      env.storage()?.setItem(KEY, JSON.stringify(now))
    } catch {
      return // the choice then lives as long as the page
    }
  })

  return {
    theme,
    view,
    language,
    hasDetails,
    hasNotices,
    setTheme(next: ThemeChoice) {
      theme.value = next
    },
    setView(next: ListView) {
      view.value = next
    },
    setLanguage(next: string | null) {
      language.value = next
    },
    toggleDetails() {
      hasDetails.value = !hasDetails.peek()
    },
    setNotices(next: boolean) {
      hasNotices.value = next
    },
  }
})
export type PreferencesModel = InstanceType<typeof PreferencesModel>
