// Fetched by the client when it is needed; virtual time would not wait for the disk.
import '../connection/poll.ts'
import '../http/upload.ts'
import '../visitor/refusal.ts'
import type { ConversationHandle, TimelineItem } from '../api.ts'
import type { Copies } from '../copies.ts'
import { createClient } from '../create-client.ts'
import { aBrowser, createFakeEnvironment, type FakeBrowser } from './fake-environment.ts'
import { createFakeServer } from './fake-http.ts'
import { anAccessToken, type FakeServer } from './fake-server.ts'
import type { Network } from './socket-pair.ts'
import { createClock, turn, type VirtualClock } from './virtual-clock.ts'

export type TabOptions = {
  browser?: FakeBrowser
  network?: Partial<Network>
  skewMs?: number
  withoutSockets?: boolean | (() => boolean)
  copies?: Copies
}

/** A server, virtual time, and as many tabs as a test opens. */
export function createWorld(settle: () => Promise<void> = turn) {
  const clock: VirtualClock = createClock(undefined, settle)
  const server: FakeServer = createFakeServer(clock)
  let seed = 1
  const environment = (options: TabOptions) => createFakeEnvironment({ clock, server, seed: seed++, ...options })
  return {
    clock,
    server,
    /** A tab of a visitor's browser. */
    visitor(options: TabOptions = {}) {
      const env = environment({ browser: aBrowser(), ...options })
      return {
        env,
        client: createClient({ url: URL, environment: env, credentials: { type: 'visitor', siteKey: 'shop' } }),
      }
    },
    /** A tab of an agent. */
    agent(agentId = 'agt_00000000000000000001', { copies, ...options }: TabOptions = {}) {
      const env = environment(options)
      const access = async () => anAccessToken(server, agentId)
      return {
        env,
        client: createClient({
          ...{ url: URL, environment: env, credentials: { type: 'agent', agentId, access } },
          ...(copies && { copies }),
        }),
      }
    },
  }
}

const URL = 'http://chat.test'

export type World = ReturnType<typeof createWorld>

/** A text message's body. */
export const text = (words: string) => ({ v: 1 as const, type: 'text' as const, text: words })

type MessageItem = Extract<TimelineItem, { type: 'message' }>
export function messagesOf(handle: ConversationHandle): MessageItem[] {
  return handle.timeline.value.filter((item) => item.type === 'message')
}

/** What a thread reads like: texts with their state where it is not `sent`. */
export function wordsOf(handle: ConversationHandle): string[] {
  return messagesOf(handle).map(
    ({ body, send }) => `${body?.text ?? '–'}${send.phase === 'sent' ? '' : ` (${send.phase})`}`,
  )
}
