import { AgentPreferences, DEFAULT_PREFERENCES } from '@parley/protocol'

/** What a record holds: only what was chosen, and perhaps what a newer or an older instance knows of. */
export type StoredPreferences = Readonly<Record<string, unknown>>

/** The whole of it: a field that was never chosen, or holds what is no longer allowed, has its default. */
export function preferencesOf(stored: StoredPreferences = {}): AgentPreferences {
  const chosen = Object.entries(AgentPreferences.shape).flatMap(([name, schema]) => {
    const value = schema.safeParse(stored[name])
    return value.success ? [[name, value.data]] : []
  })
  return { ...DEFAULT_PREFERENCES, ...Object.fromEntries(chosen) }
}
