import type { Attention, PushState } from '../../models/attention.ts'
import type { Handle } from '../../models/handle.ts'
import type { Models } from '../../models/models.ts'
import type { Kit } from '../../ui/kit.ts'

/** Notifications that may still be switched on, or are. */
const POSSIBLE = /^(unknown|off|on|busy|failed)$/

/** The offer to call the visitor when it is his turn: by a notification where the page can, else by a sound on it. */
export function createTurnNotice(kit: Kit) {
  const { t, signal, drawn } = kit
  return (models: Models) => {
    const { attention, options, chat } = models
    const isAsked = signal(false)
    let hadFocus = false

    /** Whether the page can have notifications is asked of its origin: not before somebody is about to press. */
    const look = () => options.peek()?.features.push && attention.peek()?.push.look()

    function ways(here: Attention | null) {
      const { features } = options.value ?? {}
      const state: PushState = here?.push.state.value ?? 'absent'
      return { push: Boolean(features?.push && POSSIBLE.test(state)), sound: Boolean(features?.sound), state }
    }

    async function ask(event: Event): Promise<void> {
      const here = attention.peek()
      const handle = chat.handle.peek()
      if (!here || !handle) return
      hadFocus = (event.currentTarget as HTMLElement).matches(':focus')
      here.mute(false)
      callAtTurn(kit, models, handle)
      await look()
      const { push, state } = ways(here)
      if (push && state !== 'on') await here.push.enable()
      isAsked.value = true
    }

    const hold = (element: HTMLElement | null) => {
      if (element && hadFocus) element.focus()
      hadFocus = false
    }

    return {
      /** The button, or how he will be called. */
      offer(h: Kit['h'], bell: string) {
        const here = attention.value
        const { push, sound, state } = ways(here)
        if (!here || !(push || sound)) return null
        if (state === 'on' || isAsked.value)
          return h('p', { class: 'queue-told', role: 'status', tabIndex: -1, ref: hold }, t(said(state, sound)))
        const isBusy = state === 'busy'
        return h(
          'button',
          {
            ...{ type: 'button', class: 'go queue-tell', 'aria-disabled': isBusy, onClick: isBusy ? undefined : ask },
            ...{ onPointerEnter: look, onFocus: look },
          },
          drawn(bell, ' i-14'),
          t('queue_tell'),
        )
      },
    }
  }
}

function said(state: PushState, hasSound: boolean) {
  if (state === 'on') return 'queue_push'
  if (hasSound) return 'queue_sound'
  return state === 'blocked' ? 'push_blocked' : 'push_failed'
}

/** Calls him when an agent takes the conversation; until then, or until it is over. */
function callAtTurn({ effect, t }: Kit, { attention }: Models, { fold, id }: Handle): void {
  const end = effect(() => {
    const { status, assigneeId, assigneeName } = fold.value ?? {}
    if (assigneeId) {
      const name = assigneeName ?? t('team')
      const from = { id: assigneeId, name }
      attention.peek()?.call(`${id.peek()}:turn`, { from, text: t('queue_turn', { name }) })
    }
    if (assigneeId || status === 'closed') queueMicrotask(() => end())
  })
}
