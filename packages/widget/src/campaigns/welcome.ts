import type { RunningCampaign } from '@parley/protocol'
import type { Chat } from '../app/sdk/chat.ts'
import type { Frame } from '../loader/frame.ts'

/** A conversation that nobody closed is over when nobody has said anything for so long, milliseconds. */
const QUIET_MS = 24 * 60 * 60_000

/** Whether a conversation goes on, or one waits to be sent. */
export function isTalking({ models: { chat, client } }: Chat): boolean {
  const goesOn = (status: string | undefined, at: string | undefined) =>
    status !== 'closed' && (!at || client.now() - Date.parse(at) < QUIET_MS)
  const handle = chat.handle.value
  const onScreen = handle?.id.value
  const said = handle?.timeline.value.findLast(({ type }) => type === 'message') as { ts?: string } | undefined
  const fold = handle?.fold.value
  // One that is still loading, or gone, is not known to go on: what stands beside it waits for what it turns out to be.
  if (onScreen ? fold && goesOn(fold.status, said?.ts) : said) return true
  return !!chat.own.value?.some(({ id, status, updatedAt }) => id !== onScreen && goesOn(status, updatedAt))
}

/** Resolves once it is known where the visitor left off; false when that could not be found out. */
function isKnown({ store }: Frame, { models: { chat }, kit }: Chat): Promise<boolean> {
  return new Promise((done) => {
    const end: () => void = kit.effect(() => {
      const state = chat.handle.value?.state.value
      const trouble = chat.trouble.value
      const hasFailed = trouble === 'failed' || state === 'failed'
      const isAsked = state || trouble === 'loading' || store.read('talks') !== null
      const isWaiting = isAsked && !/ready|gone/.test(state ?? '')
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
