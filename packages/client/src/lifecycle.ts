import type { Connection } from './connection/connection.ts'
import type { Environment } from './environment.ts'
import { HIDDEN_TAB_MS } from './times.ts'

type Page = {
  env: Environment
  connection: Connection
  /** Whether the line is wanted at all. */
  isWanted(): boolean
  /** Whether a tab nobody looks at may close its line: an agent's must ring, and commands must go out. */
  mayRest(): boolean
  /** The page goes away now. */
  onParting(): void
}

/** Follows the page: focus, network, hiding, the back-forward cache (SYNC-65, SYNC-67, SYNC-70). Returns what ends it. */
export function followPage({ env, connection, isWanted, mayRest, onParting }: Page): () => void {
  let timer: unknown
  const wake = () => {
    if (!isWanted()) return
    const { phase } = connection.state.peek()
    if (phase === 'online') connection.probe()
    else if (phase !== 'stopped') connection.start()
  }
  const hide = () => {
    timer = env.setTimeout(() => (mayRest() ? connection.rest() : hide()), HIDDEN_TAB_MS)
  }
  const undo = [
    env.on('online', wake),
    env.on('pageshow', wake),
    env.on('visibility', () => {
      env.clearTimeout(timer)
      if (env.isVisible()) wake()
      else hide()
    }),
    env.on('focus', () => {
      const state = connection.state.peek()
      if (state.phase === 'stopped' && state.reason === 'too_many_connections' && isWanted()) connection.start()
    }),
    env.on('pagehide', () => {
      onParting()
      connection.rest()
    }),
  ]
  return () => {
    env.clearTimeout(timer)
    for (const end of undo) end()
  }
}
