import { type Connection, connect, rest } from './connection/connection.ts'
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

/** A line that may be gone is asked or dialled again; one that was stopped for a reason is not. */
export function wake(connection: Connection): void {
  const { phase } = connection.state.peek()
  if (phase === 'online') connection.link?.probe()
  else if (phase !== 'stopped') connect(connection)
}

/** Follows the page: focus, network, hiding, the back-forward cache (SYNC-65, SYNC-67, SYNC-70). Returns what ends it. */
export function followPage({ env, connection, isWanted, mayRest, onParting }: Page): () => void {
  let timer: unknown
  const wakeUp = () => isWanted() && wake(connection)
  const hide = () => {
    timer = env.setTimeout(() => (mayRest() ? rest(connection) : hide()), HIDDEN_TAB_MS)
  }
  const undo = [
    env.on('online', wakeUp),
    // No socket closes when the network goes: the probe finds out within 3 s, and the person is told.
    env.on('offline', () => connection.state.peek().phase === 'online' && wakeUp()),
    env.on('pageshow', wakeUp),
    env.on('visibilitychange', () => {
      env.clearTimeout(timer)
      if (env.isVisible()) wakeUp()
      else hide()
    }),
    env.on('focus', () => {
      const state = connection.state.peek()
      if (state.phase === 'stopped' && state.reason === 'too_many_connections' && isWanted()) connect(connection)
    }),
    env.on('pagehide', () => {
      onParting()
      rest(connection)
    }),
  ]
  return () => {
    env.clearTimeout(timer)
    for (const end of undo) end()
  }
}
