import type { PushState } from '@parley/sdk/types'
import { subscriptionOf } from '../lazy/attention/worker.ts'
import type { Push } from '../models/attention.ts'
import { onScreen } from './on-screen.ts'
import type { Own } from './own.ts'

/** What calls back comes with the first conversation: before it there is nothing to be called back for. */
async function pushOf(own: Own): Promise<Push | null> {
  const { models, handle } = await onScreen(own)
  if (!handle.id.peek() || models.options.peek()?.features.push === false) return null
  const { kit } = await own.chat()
  const { attention } = models
  await new Promise<void>((done) => {
    const end: () => void = kit.effect(() => {
      if (attention.value) queueMicrotask(() => done(end()))
    })
  })
  const push = attention.peek()?.push ?? null
  await push?.look()
  return push
}

const SAID: Partial<Record<string, PushState>> = { on: 'on', off: 'off', failed: 'off', blocked: 'blocked' }
const sayOf = (push: Push | null): PushState => SAID[push?.state.peek() ?? ''] ?? 'unsupported'

export async function getPushState(own: Own): Promise<PushState> {
  return sayOf(await pushOf(own))
}

export async function enablePush(own: Own): Promise<void> {
  const push = await pushOf(own)
  if (!push) throw own.fail('conversation_not_found', 'there is no conversation that could be answered yet')
  if (sayOf(push) === 'off') await push.enable()
  const now = sayOf(push)
  if (now !== 'on') throw own.fail('push_unavailable', `notifications are ${now}`)
}

/** Nobody is called in this browser any more: whoever asked for it leaves it, or may not be remembered. */
export async function endPush(own: Own): Promise<void> {
  const had = await subscriptionOf(own.frame.settings.key)
  if (!had) return
  await had.unsubscribe()
  const { attention, client } = (await own.chat()).models
  const push = attention.peek()?.push
  if (push) push.state.value = 'off'
  // A server that is not told finds out by the next that it sends.
  if (await client.isReturning()) await client.call('removePush', {}).catch(() => undefined)
}

export async function disablePush(own: Own): Promise<void> {
  const push = await pushOf(own)
  if (sayOf(push) === 'on') await push?.disable()
}
