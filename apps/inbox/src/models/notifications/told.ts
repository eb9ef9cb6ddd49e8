import type { ConversationId, NoticeKind } from '@parley/protocol'
import { debounced } from '../debounced.ts'
import type { Happening } from '../happenings.ts'
import type { DeviceDeps } from './device-deps.ts'

type One = { kind: NoticeKind; conversationId: ConversationId }

const PAUSE_MS = 1_000
const MOST = 100
/** Whoever has no device is asked again whether he has one by now. */
const ASK_AGAIN_MS = 5 * 60_000

/** Tells the server what a window has told or shown: the agent's devices are not told of it as well. */
export function createTold({ client, window: { env } }: Pick<DeviceDeps, 'client' | 'window'>) {
  let told = new Map<string, One>()
  let hasDevices: { at: number; is: boolean } | null = null

  async function isAsked(): Promise<boolean> {
    if (hasDevices && (hasDevices.is || env.now() - hasDevices.at < ASK_AGAIN_MS)) return hasDevices.is
    const answer = await client.call('listDevices', {}).catch(() => null)
    if (answer) hasDevices = { at: env.now(), is: answer.devices.length > 0 }
    return answer !== null && answer.devices.length > 0
  }

  const send = debounced(env, PAUSE_MS, async () => {
    const all = [...told.values()].slice(-MOST)
    told = new Map()
    // Without a line his devices are told: rather twice than not at all.
    if (await isAsked()) await client.call('tellNotices', { body: { told: all } }).catch(() => undefined)
  })

  return {
    add(happenings: readonly Happening[]): void {
      for (const { kind, conversationId } of happenings)
        if (conversationId) told.set(`${kind} ${conversationId}`, { kind, conversationId })
      if (told.size > 0) send.call()
    },
    end: send.cancel,
  }
}
export type Told = ReturnType<typeof createTold>
