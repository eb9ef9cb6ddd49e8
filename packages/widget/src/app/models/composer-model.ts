import type { ClientError, SendBody, Upload, VisitorClient } from '@parley/client/visitor'
import type { Attachment, SiteSettings } from '@parley/protocol'
import { computed, createModel, effect, type Signal, signal } from '@preact/signals-core'
import type { ChatModel } from './chat-model.ts'

/** A file on its way into the message that is being written. */
export type DraftFile = {
  key: number
  file: File
  state: Signal<
    { is: 'uploading'; upload: Upload } | { is: 'ready'; attachment: Attachment } | { is: 'failed'; code: string }
  >
}
export type Complaint = { code: 'too_large' | 'too_many'; name: string; count: number }

/** As the protocol limits them: characters and files of one message. The counter shows near the end. */
const MOST_CHARACTERS = 10_000
const MOST_FILES = 10
const NEAR = 200

async function follow({ state }: DraftFile, upload: Upload): Promise<void> {
  state.value = { is: 'uploading', upload }
  try {
    state.value = { is: 'ready', attachment: await upload.done }
  } catch (error) {
    state.value = { is: 'failed', code: (error as ClientError).code } // told beside the file
  }
}

function bodyOf(text: string, attachments: Attachment[]): SendBody<'msg.new'> {
  return { v: 1, type: 'text', text: text.trim(), ...(attachments.length > 0 && { attachments }) }
}

type Chat = Pick<ChatModel, 'handle' | 'screen' | 'beforeSend'>
type Client = Pick<VisitorClient, 'upload'>

export const ComposerModel = createModel((chat: Chat, client: Client, uploads: SiteSettings['uploads']) => {
  const draft = signal('')
  const files = signal<DraftFile[]>([])
  /** What was wrong with the files chosen last. */
  const complaint = signal<Complaint | null>(null)
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
  let nextKey = 0
  /** Sent before it was known where the visitor left off: it goes out once that is, unless he writes on or goes elsewhere. */
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
    isHeld = canSend.peek() && !handle
    if (!canSend.peek() || !handle) return
    chat.beforeSend()
    handle.send('msg.new', bodyOf(draft.peek(), ready.peek()))
    handle.setTyping(false)
    draft.value = ''
    files.value = files.peek().filter(({ state }) => state.peek().is === 'failed')
  }
  effect(() => {
    if (chat.screen.value === 'list') isHeld = false
    if (chat.handle.value && isHeld) send()
  })

  return {
    draft,
    files,
    complaint,
    canSend,
    /** How many characters are left, once few are. */
    fewLeft: computed(() => (remaining.value < NEAR ? remaining.value : null)),
    add(chosen: readonly File[]) {
      complaint.value = null
      if (!uploads.allowed) return
      for (const file of chosen) {
        const code = file.size > uploads.maxBytes ? 'too_large' : files.peek().length >= MOST_FILES && 'too_many'
        if (code) {
          complaint.value = { code, name: file.name, count: MOST_FILES }
          continue
        }
        const one: DraftFile = { key: nextKey++, file, state: signal({ is: 'failed', code: 'network' }) }
        begin(one)
        files.value = [...files.peek(), one]
      }
    },
    retry: begin,
    remove(one: DraftFile) {
      const state = one.state.peek()
      if (state.is === 'uploading') state.upload.cancel()
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
