import type { RunningCampaign } from '@parley/protocol'
import type { Chat } from '../app/sdk/chat.ts'
import type { Frame } from '../loader/frame.ts'

/** Whether a conversation goes on, or one waits to be sent. */
export function isTalking({ models: { chat } }: Chat): boolean {
  const handle = chat.handle.value
  const goesOn = handle && (handle.id.value ? handle.fold.value?.status !== 'closed' : handle.timeline.value.length > 0)
  return !!goesOn || !!chat.own.value?.some(({ status }) => status !== 'closed')
}

/** Resolves once it is known where the visitor left off; false when that could not be found out. */
function isKnown({ store }: Frame, { models: { chat }, kit }: Chat): Promise<boolean> {
  return new Promise((done) => {
    const end: () => void = kit.effect(() => {
      const state = chat.handle.value?.state.value
      const hasFailed = chat.trouble.value === 'failed' || state === 'failed'
      const isWaiting = (store.read('talks') !== null || state) && !/ready|gone/.test(state ?? '')
      if (isWaiting && !hasFailed) return
      queueMicrotask(() => {
        end()
        done(!hasFailed)
      })
    })
  })
}

/** Whether nothing speaks against showing `campaign` now: an open chat, a conversation, the page's wish, the hours. */
export async function isWelcome(frame: Frame, chat: Chat, { conditions }: RunningCampaign): Promise<boolean> {
  const { models } = chat
  const open = conditions.find((one) => one.type === 'open')
  if (!(await isKnown(frame, chat))) return false
  if (open) await models.refresh()
  const isOpen = models.options.peek()?.availability.state !== 'offline'
  const isQuiet = models.quiet.peek() || models.chat.isOpen.peek() || isTalking(chat)
  // Without a launcher (hidden, or none) there is no place beside it.
  return !isQuiet && frame.launcher.offsetWidth > 0 && (!open || open.is === isOpen)
}
