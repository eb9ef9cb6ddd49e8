import type { Client, Environment } from '@parley/client'
import type { AgentDevice } from '@parley/protocol'
import type { BrowserWindow } from '../../environment.ts'

export type DeviceDeps = {
  client: Pick<Client, 'call' | 'connection'>
  window: Pick<BrowserWindow, 'pushes' | 'notifyPermission' | 'askToNotify' | 'isAttended' | 'onAttention'> & {
    env: Pick<Environment, 'storage' | 'setTimeout' | 'clearTimeout' | 'now'>
  }
  agentId: string
}

export type Marked = { agentId: string; id: AgentDevice['id'] }

/** Which device this browser is to the server, and whose; null while it is none. */
export type DeviceMark = { read(): Marked | null; write(next: Marked | null): void }
