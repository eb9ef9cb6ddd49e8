import type { ConversationId, NoticeKind } from '@parley/protocol'
import { debounced } from '../debounced.ts'
import type { Happening } from '../happenings.ts'
import type { DeviceDeps } from './device-deps.ts'

type One = { kind: NoticeKind; conversationId: ConversationId; isSeen: boolean }

const PAUSE_MS = 1_000
const MOST = 100
/** Whoever comes back within this time has seen what rang: the server waits as long before it tells his other devices. */
const UNSEEN_MS = 2 * 60_000
/** Whoever has no device is asked again whether he has one by now. */
const ASK_AGAIN_MS = 5 * 60_000

/**
 * Tells the server what a window has told: the agent's devices are not told of it as well; or, where nobody sat there, a
 * while later.
 */
export function createTold({ client, window }: Pick<DeviceDeps, 'client' | 'window'>) {
  const { env } = window
  let unseen: { at: number; one: One }[] = []
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

  function tell(ones: readonly One[]): void {
    for (const one of ones) told.set(`${one.kind} ${one.conversationId}`, one)
    if (told.size > 0) send.call()
  }
  const stop = window.onAttention(() => {
    if (!window.isAttended() || unseen.length === 0) return
    const recent = unseen.filter(({ at }) => env.now() - at < UNSEEN_MS)
    unseen = []
    tell(recent.map(({ one }) => ({ ...one, isSeen: true })))
  })

  return {
    add(happenings: readonly Happening[], isSeen: boolean): void {
      const ones = happenings.flatMap(({ kind, conversationId }) =>
        conversationId ? [{ kind, conversationId, isSeen }] : [],
      )
      if (!isSeen) unseen = [...unseen, ...ones.map((one) => ({ at: env.now(), one }))].slice(-MOST)
      tell(ones)
    },
    end() {
      stop()
      send.cancel()
    },
  }
}
export type Told = ReturnType<typeof createTold>
