import type { SendBody, Upload } from '@parley/client/visitor'
import type { Attachment, FilledForm, Quote } from '@parley/protocol'
import { computed, createModel, effect, type Signal, signal, untracked } from '@preact/signals-core'
import type { ComponentChild } from 'preact'
import type { ChatModel } from './chat-model.ts'
import type { Handle } from './handle.ts'

/** A file on its way into the message that is being written. */
export type DraftFile = {
  key: number
  file: File
  state: Signal<
    { is: 'uploading'; upload: Upload } | { is: 'ready'; attachment: Attachment } | { is: 'failed'; code: string }
  >
  retry(): void
  remove(): void
}
export type Complaint = {
  code: 'too_large' | 'too_many_files' | 'type_not_allowed' | 'file_empty' | 'feature_off'
  name: string
}

/** As the protocol limits them: characters of one message. The counter shows near the end. */
const MOST_CHARACTERS = 10_000
const NEAR = 200

function bodyOf(text: string, attachments: Attachment[], form: FilledForm | null): Written {
  return {
    v: 1,
    type: 'text',
    text: text.trim(),
    ...(attachments.length > 0 && { attachments }),
    ...(form && { form }),
  }
}

/** What the composer writes: text, and never what programs offer. */
type Written = Extract<SendBody<'msg.new'>, { type: 'text' }>

/** Once the hooks of the page have let it pass. */
function hand(chat: Pick<ChatModel, 'before'>, handle: Handle, body: Written): void {
  const { text, attachments = [] } = body
  const what = { text, conversationId: handle.id.peek(), attachments: attachments.length }
  chat.before('message:send', what, (so) => void handle.send('msg.new', { ...body, text: so.text }))
}

/** What the message that is being written answers, or which one it changes; shown above it. */
export type About = {
  quote?: Quote
  /** In place of sending. */
  save?(text: string): void
  shown(): ComponentChild
  cancel(): void
}

/** What is left of the room, which files have arrived, and whether all is there to be sent. */
function readinessOf(draft: Signal<string>, files: Signal<DraftFile[]>) {
  const remaining = computed(() => MOST_CHARACTERS - draft.value.length)
  const ready = computed(() =>
    files.value.flatMap(({ state }) => (state.value.is === 'ready' ? [state.value.attachment] : [])),
  )
  const canSend = computed(
    () =>
      remaining.value >= 0 &&
      files.value.every(({ state }) => state.value.is !== 'uploading') &&
      (draft.value.trim() !== '' || ready.value.length > 0),
  )
  return { remaining, ready, canSend }
}

/** Fetches what takes files into the message. Rejects while the line is down. */
type FetchTaking = () => Promise<(chosen: readonly File[]) => Promise<void>>
type Chat = Pick<ChatModel, 'handle' | 'screen' | 'beforeSend' | 'before' | 'gate' | 'form' | 'connection'>

export const ComposerModel = createModel((chat: Chat, fetchTaking: FetchTaking) => {
  const draft = signal('')
  const files = signal<DraftFile[]>([])
  /** What was wrong with the files chosen last, until the next message leaves. */
  const complaints = signal<Complaint[]>([])
  const about = signal<About | null>(null)
  const { remaining, ready, canSend } = readinessOf(draft, files)
  /** Files that were chosen while the line was down. */
  let waiting: readonly File[] = []
  /** Sent before it was known where he left off, or what he is asked: it goes out then, unless he writes on or goes elsewhere. */
  let isHeld = false

  async function add(more: readonly File[]): Promise<void> {
    const chosen = [...waiting, ...more]
    waiting = []
    const take = await fetchTaking().catch(() => null)
    if (take) await take(chosen)
    else waiting = [...waiting, ...chosen]
  }

  /** Sending cannot fail here: the outbox keeps the message until the server has it. */
  function send(): void {
    const handle = chat.handle.peek()
    isHeld = canSend.peek() && (!handle || chat.gate.peek() !== null)
    if (!canSend.peek() || !handle || isHeld) return
    const { save, quote } = about.peek() ?? {}
    const form = handle.id.peek() ? null : chat.form.peek()
    chat.beforeSend()
    handle.setTyping(false)
    if (save) return save(draft.peek().trim())
    hand(chat, handle, { ...bodyOf(draft.peek(), ready.peek(), form), ...(quote && { quote }) })
    about.value = null
    draft.value = ''
    complaints.value = []
    files.value = files.peek().filter(({ state }) => state.peek().is === 'failed')
  }
  effect(() => {
    if (chat.screen.value === 'list') isHeld = false
    untracked(() => about.peek()?.cancel())
    if (chat.handle.value && !chat.gate.value && isHeld) send()
  })
  effect(() => {
    if (chat.connection.value.phase === 'online' && waiting.length) void add([])
  })

  return {
    about,
    draft,
    files,
    complaints,
    canSend,
    /** How many characters are left, once few are. */
    fewLeft: computed(() => (remaining.value < NEAR ? remaining.value : null)),
    add,
    write(text: string) {
      draft.value = text
      isHeld = false
      const handle = chat.handle.peek()
      if (handle?.id.peek()) handle.setTyping(text !== '')
    },
    send,
  }
})
export type ComposerModel = InstanceType<typeof ComposerModel>
