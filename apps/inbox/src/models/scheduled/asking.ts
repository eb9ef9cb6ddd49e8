import { type Client, ClientError, type Environment } from '@parley/client'
import type { Scheduled } from '@parley/protocol'
import { createOpenRequests, type OpenRequest } from './open-requests.ts'

type Deps = {
  client: Pick<Client, 'call'>
  env: Pick<Environment, 'setTimeout' | 'clearTimeout' | 'storage'>
  agentId: string
  /** What came of each, once, in whichever page of this browser hears it first. */
  made(request: OpenRequest, made: Scheduled): void
  failed(request: OpenRequest, error: unknown): void
}

/** Nothing was heard: asked again under the same name, which changes nothing where it was heard. */
const TRIES = 3
const AGAIN_MS = 2_000
/** Whoever signs out waits no longer than this. */
const LEAVE_MS = 10_000

/** Asks the server to send answers later, and loses none of their words on the way. */
export function createAsking({ client, env, agentId, made, failed }: Deps) {
  const open = createOpenRequests(env, agentId)
  const running = new Map<string, Promise<void>>()
  const pause = (ms: number) => new Promise<void>((done) => env.setTimeout(done, ms))

  async function askOnce(request: OpenRequest, tries = TRIES): Promise<Scheduled> {
    try {
      return await client.call('createScheduled', { body: request.body })
    } catch (error) {
      if (tries <= 1 || (error instanceof ClientError && error.status > 0)) throw error
      await pause(AGAIN_MS)
      return askOnce(request, tries - 1)
    }
  }
  function giveUp(request: OpenRequest, error: unknown): void {
    if (open.take(request.body.cmid)) failed(request, error)
  }
  async function ask(request: OpenRequest): Promise<void> {
    try {
      const answer = await askOnce(request)
      if (open.take(request.body.cmid)) made(request, answer)
    } catch (error) {
      giveUp(request, error)
    }
  }
  function run(request: OpenRequest): Promise<void> {
    const { cmid } = request.body
    const task = running.get(cmid) ?? ask(request).finally(() => running.delete(cmid))
    running.set(cmid, task)
    return task
  }

  return {
    ask(request: OpenRequest): Promise<void> {
      open.add(request)
      return run(request)
    },
    /** Those of a page that died; false when there are none. */
    async resume(): Promise<boolean> {
      const all = open.all()
      await Promise.all(all.map(run))
      return all.length > 0
    },
    /** Before the sign-out: what nobody answered is a draft again. */
    async leave(): Promise<void> {
      if (open.all().length === 0) return
      await Promise.race([Promise.all(running.values()), pause(LEAVE_MS)])
      for (const request of open.all()) giveUp(request, new ClientError('network', 0))
    },
  }
}
