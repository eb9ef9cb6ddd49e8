import type { Copies, Environment } from '@parley/client'
import type { RouteName } from '@parley/protocol'
import type { CopyStore } from './copy-store.ts'

/** What an agent reads all day, and nothing that holds a secret: lists, conversations, and what their screens name. */
const KEPT: ReadonlySet<RouteName> = new Set([
  'getConversation',
  'getVisitor',
  'getContact',
  'listConversations',
  'countConversations',
  'listAgents',
  'listDepartments',
  'listTags',
  'listSavedViews',
  'listCannedResponses',
  'listMacros',
  'listCustomFields',
  'listNotices',
  'listAnnouncements',
  'listSites',
])

type Input = Parameters<Copies['keep']>[1]
export type AgentCopies = Copies & {
  /** As `recall`, for what is shown only until the server has answered. */
  glance: Copies['recall']
  /** Whether anything on screen may be a copy; told `fresh()` once it was asked for again. */
  given(): readonly RouteName[]
  fresh(): void
  /** Leaves nothing of it in the browser. */
  forget(): Promise<void>
  close(): void
}

/** One database per person: whoever signs in next finds nothing of the one before. */
export const copiesName = (workspaceId: string, agentId: string): string => `parley-copies:${workspaceId}:${agentId}`

/** Not needed for the first screen. */
const stores = () => import('./copy-store.ts')

/** What the agent saw last, to be read while the server is away. */
export function createCopies(env: Pick<Environment, 'indexedDB' | 'now'>, name: string): AgentCopies {
  const given = new Set<RouteName>()
  let isOver = false
  let opened: Promise<CopyStore | null> | null = null

  const open = async () => {
    const factory = await env.indexedDB()
    return factory ? (await stores()).openCopyStore(factory, name) : null
  }
  /** What cannot be kept is not kept: the inbox then needs its server, as without this. */
  async function attempt<T>(task: (store: CopyStore) => Promise<T>): Promise<T | null> {
    if (isOver) return null
    opened ??= open().catch(() => null)
    const store = await opened
    return store && !isOver ? task(store).catch(() => null) : null
  }

  async function glance(route: RouteName, input: Input): Promise<unknown> {
    if (!KEPT.has(route)) return undefined
    const copy = await attempt((store) => store.get(keyOf(route, input), env.now()))
    return copy ? JSON.parse(copy.answer) : undefined
  }

  return {
    glance,
    keep(route, input, answer) {
      if (!isWanted(route, input)) return
      const copy = { key: keyOf(route, input), at: env.now(), answer: JSON.stringify(answer) }
      void attempt((store) => store.put(copy))
    },
    async recall(route, input) {
      const copy = await glance(route, input)
      if (copy !== undefined) given.add(route)
      return copy
    },
    drop(route, input) {
      if (isWanted(route, input)) void attempt((store) => store.remove(keyOf(route, input)))
    },
    given: () => [...given],
    fresh: () => given.clear(),
    async forget() {
      isOver = true
      ;(await opened)?.close()
      await dropCopies(env, name)
    },
    close() {
      isOver = true
      void opened?.then((store) => store?.close())
    },
  }
}

/** Removes what was kept under this name, whoever holds it open. */
export async function dropCopies(env: Pick<Environment, 'indexedDB'>, name: string): Promise<void> {
  try {
    const factory = await env.indexedDB()
    if (factory) await (await stores()).dropCopyStore(factory, name)
  } catch {
    return // where storage is refused nothing was kept
  }
}

/** A later page and a search are not what the agent comes back to. */
function isWanted(route: RouteName, { query }: Input): boolean {
  const { cursor, search, before } = (query ?? {}) as Partial<Record<string, string>>
  return KEPT.has(route) && !cursor && !search && !before
}

function keyOf(route: RouteName, { params = {}, query = {} }: Input): string {
  return JSON.stringify([route, params, query])
}
