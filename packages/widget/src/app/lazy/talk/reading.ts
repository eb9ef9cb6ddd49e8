import type { TimelineItem } from '@parley/client/visitor'
import type { Handle } from '../../models/handle.ts'
import type { Models } from '../../models/models.ts'
import type { Kit } from '../../ui/kit.ts'

type Message = Extract<TimelineItem, { type: 'message' }>

/** What `handle` got since it was looked at last: said to people who listen, each message once. */
function createListener({ t, isNews }: Kit) {
  let heard: { handle: Handle; n: number } | null = null
  return (handle: Handle | null): string => {
    const before = heard?.handle === handle ? heard : null
    if (handle?.state.value !== 'ready') {
      heard = null
      return ''
    }
    const newest = handle.timeline.value.findLast((item) => isNews(item, before?.n ?? 0)) as Message | undefined
    heard = { handle, n: newest?.n ?? before?.n ?? 0 }
    return before && newest ? `${newest.actor.name ?? t('team')}: ${newest.body?.fallback ?? t('removed')}` : ''
  }
}

/**
 * Sets the divider when a thread is looked at anew, and the watermark while its end is on screen; says whatever comes.
 * `dividerAt`: messages of others after this number are under the divider, until the thread is left.
 */
export function followReading(kit: Kit, { chat }: Models) {
  const { effect, signal, unreadIn } = kit
  const dividerAt = signal(Infinity)
  const hear = createListener(kit)
  let looked: Handle | null = null
  const ends = [
    effect(() => {
      chat.spoken.value = hear(chat.handle.value) || chat.spoken.peek()
    }),
    effect(() => {
      const one = chat.handle.value
      if (one?.state.value !== 'ready' || !chat.isLookedAt.value || chat.screen.value !== 'thread') {
        looked = null
        return
      }
      if (looked !== one) dividerAt.value = unreadIn(one) ? one.myRead.peek() : Infinity
      looked = one
      if (chat.isAtEnd.value && unreadIn(one)) one.read()
    }),
  ]
  return {
    dividerAt,
    end() {
      for (const end of ends) end()
    },
  }
}
