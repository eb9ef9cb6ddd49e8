import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { PublicApi } from './models/public-api.ts'
import type { Surroundings, Workbench } from './models/workbench.ts'

/** What every screen may use. */
export type AppParts = Surroundings & { api: PublicApi }

export const AppContext = createContext<AppParts | null>(null)
export const WorkbenchContext = createContext<Workbench | null>(null)

export function useApp(): AppParts {
  const parts = useContext(AppContext)
  if (!parts) throw new Error('no app around this view')
  return parts
}

/** Only on screens behind the sign-in. */
export function useWorkbench(): Workbench {
  const bench = useContext(WorkbenchContext)
  if (!bench) throw new Error('nobody is signed in around this view')
  return bench
}
