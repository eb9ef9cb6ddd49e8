import type { ClientError, SendBody, Upload, VisitorClient } from '@parley/client/visitor'
import type { Attachment, ChatOptions, FilledForm, Quote } from '@parley/protocol'
import {
  computed,
  createModel,
  effect,
  type ReadonlySignal,
  type Signal,
  signal,
  untracked,
} from '@preact/signals-core'
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
}
export type Complaint = {
  code: 'too_large' | 'too_many_files' | 'type_not_allowed' | 'file_empty' | 'feature_off'
  name: string
}

/** As the protocol limits them: characters of one message. The counter shows near the end. */
const MOST_CHARACTERS = 10_000
const NEAR = 200

async function follow({ state }: DraftFile, upload: Upload): Promise<void> {
  state.value = { is: 'uploading', upload }
  try {
    state.value = { is: 'ready', attachment: await upload.done }
  } catch (error) {
    state.value = { is: 'failed', code: (error as ClientError).code } // told beside the file
  }
}

function cancel({ state }: DraftFile): void {
  const { value } = state
  if (value.is === 'uploading') value.upload.cancel()
}

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

type Options = ReadonlySignal<ChatOptions | null>
/** What refuses files before they are sent; null where it cannot be fetched: then the server judges alone. */
type Judge = { complaintOf(file: File, policy: ChatOptions['files'] | undefined, others: number): Complaint | null }
type Policy = [options: Options, fetchJudge: () => Promise<Judge | null>]

type Chat = Pick<ChatModel, 'handle' | 'screen' | 'beforeSend' | 'before' | 'gate' | 'form'>
type Client = Pick<VisitorClient, 'upload'>

export const ComposerModel = createModel((chat: Chat, client: Client, [options, fetchJudge]: Policy) => {
  const draft = signal('')
  const files = signal<DraftFile[]>([])
  /** What was wrong with the files chosen last, until the next message leaves. */
  const complaints = signal<Complaint[]>([])
  const about = signal<About | null>(null)
  const { remaining, ready, canSend } = readinessOf(draft, files)
  let nextKey = 0
  /** Sent before it was known where he left off, or what he is asked: it goes out then, unless he writes on or goes elsewhere. */
  let isHeld = false

  function begin(one: DraftFile): void {
    const target = chat.handle.peek()
    if (!target) return
    chat.beforeSend()
    void follow(one, client.upload(one.file, target))
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

  return {
    about,
    draft,
    files,
    complaints,
    canSend,
    /** How many characters are left, once few are. */
    fewLeft: computed(() => (remaining.value < NEAR ? remaining.value : null)),
    async add(chosen: readonly File[]) {
      complaints.value = []
      const judge = await fetchJudge()
      for (const file of chosen)
        await chat.before('upload', { file }, (so) => {
          const wrong = judge?.complaintOf(so.file, options.peek()?.files, files.peek().length)
          if (wrong) {
            complaints.value = [...complaints.peek(), wrong]
            return
          }
          const one: DraftFile = { key: nextKey++, file: so.file, state: signal({ is: 'failed', code: 'network' }) }
          begin(one)
          files.value = [...files.peek(), one]
        })
    },
    retry: begin,
    remove(one: DraftFile) {
      cancel(one)
      files.value = files.peek().filter((other) => other !== one)
    },
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
