import type { Environment } from '@parley/client'
import type { Attachment, EndpointTypes } from '@parley/protocol'

/** Asked of the server, and not answered yet. */
export type OpenRequest = { body: EndpointTypes['createScheduled']['body']; files: readonly Attachment[] }

/** The words of what is to be sent later, until the server has them: where the page dies, the next one asks again. */
export function createOpenRequests(env: Pick<Environment, 'storage'>, agentId: string) {
  const key = `parley-inbox:scheduling:${agentId}`
  /** What the storage does not take. */
  const unkept = new Map<string, OpenRequest>()

  function read(): OpenRequest[] {
    try {
      return JSON.parse(env.storage()?.getItem(key) ?? '[]')
    } catch {
      return [] // storage that is blocked or holds nonsense is an empty one
    }
  }
  function write(all: readonly OpenRequest[]): boolean {
    try {
      const storage = env.storage()
      if (all.length > 0) storage?.setItem(key, JSON.stringify(all))
      else storage?.removeItem(key)
      return Boolean(storage)
    } catch {
      return false // it then lives as long as the page
    }
  }
  return {
    all: (): OpenRequest[] => [...read(), ...unkept.values()],
    add(one: OpenRequest): void {
      if (!write([...read(), one])) unkept.set(one.body.cmid, one)
    },
    /** True for the one page that finds it still there: it tells what came of it. */
    take(cmid: string): boolean {
      if (unkept.delete(cmid)) return true
      const all = read()
      const others = all.filter(({ body }) => body.cmid !== cmid)
      if (others.length === all.length) return false
      write(others)
      return true
    },
  }
}
