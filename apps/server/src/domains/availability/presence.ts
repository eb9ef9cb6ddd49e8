import { randomUUID } from 'node:crypto'
import type { WorkspaceId } from '@parley/protocol'
import type { Bus } from '../../bus/bus.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import { every } from '../../lib/periodic.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { Present } from './model.ts'
import type { PresenceStore } from './store.ts'

type Deps = { store: PresenceStore; bus: Pick<Bus, 'publish'>; clock: Clock; log: Logger }
/** One agent here: his connections, and the timer that runs once there are none. */
type Here = Present & { connections: number; leaving: NodeJS.Timeout | null }

/** A page that is reloaded, or a long-poll between two requests, is not a goodbye. Milliseconds, as all here. */
const LINGER_MS = 10_000
const BEAT_MS = 10_000
/** Three beats may be late; an instance that is restarted has its agents back before. */
const DEAD_MS = 35_000
/** Several who come at once are written once. */
const GATHER_MS = 100

/** Which agents are connected: each instance says so of its own, in the store and with an end. */
export function createPresence({ store, bus, clock, log }: Deps) {
  const instance = randomUUID()
  const here = new Map<WorkspaceId, Map<string, Here>>()
  const due = new Map<WorkspaceId, NodeJS.Timeout>()
  let stopBeating: () => void = () => undefined

  const say = (workspaceId: WorkspaceId, agents: ReadonlyMap<string, Here>, seenAt: Date) =>
    store.write(
      instance,
      workspaceId,
      [...agents.values()].map(({ id, name }) => ({ id, name })),
      seenAt,
    )

  async function write(workspaceId: WorkspaceId): Promise<void> {
    const agents = here.get(workspaceId) ?? new Map()
    await say(workspaceId, agents, clock.now())
    if (agents.size === 0) here.delete(workspaceId)
  }

  /** Written and told a moment later; what fails is written again with the next beat. */
  function changed(workspaceId: WorkspaceId): void {
    if (due.has(workspaceId)) return
    const tell = () => {
      due.delete(workspaceId)
      write(workspaceId).then(
        () => bus.publish({ type: 'presence', workspaceId }),
        (error: unknown) => log.warn({ err: error, workspaceId }, 'presence not written'),
      )
    }
    due.set(workspaceId, setTimeout(tell, GATHER_MS).unref())
  }

  function gone(workspaceId: WorkspaceId, id: string): void {
    here.get(workspaceId)?.delete(id)
    changed(workspaceId)
  }

  return {
    /** One more connection of an agent. */
    came({ workspaceId, agentId: id, name }: AgentPrincipal): void {
      const agents = here.get(workspaceId) ?? new Map<string, Here>()
      here.set(workspaceId, agents)
      const known = agents.get(id)
      if (known?.leaving) clearTimeout(known.leaving)
      agents.set(id, { id, name, connections: (known?.connections ?? 0) + 1, leaving: null })
      if (known?.name !== name) changed(workspaceId)
    },

    left({ workspaceId, agentId: id }: AgentPrincipal): void {
      const one = here.get(workspaceId)?.get(id)
      if (!one) return
      one.connections--
      if (one.connections === 0) one.leaving = setTimeout(gone, LINGER_MS, workspaceId, id).unref()
    },

    /** Who is connected, to whichever instance. */
    list: (workspaceId: WorkspaceId): Promise<Present[]> =>
      store.list(workspaceId, new Date(clock.now().getTime() - DEAD_MS)),

    start(): void {
      const beat = async () => void (await Promise.all([...here.keys()].map(write)))
      stopBeating = every(() => BEAT_MS, beat, log)
    },
    /** Whoever was here comes back to another instance, or to this one, in the time that a page may take to reload. */
    async stop(): Promise<void> {
      stopBeating()
      const lingering = [...here.values()].flatMap((agents) => [...agents.values()].map(({ leaving }) => leaving))
      for (const timer of [...due.values(), ...lingering]) if (timer) clearTimeout(timer)
      const seenAt = new Date(clock.now().getTime() - DEAD_MS + LINGER_MS)
      await Promise.all([...here].map(([workspaceId, agents]) => say(workspaceId, agents, seenAt))).catch(
        (error: unknown) => log.warn({ err: error }, 'presence not written'), // then it ends by itself, later
      )
    },
  }
}
export type Presence = ReturnType<typeof createPresence>
