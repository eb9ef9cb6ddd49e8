import type { Upload, VisitorClient } from '@parley/client/visitor'
import type { Attachment, SiteSettings } from '@parley/protocol'
import { computed, createModel, type Signal, signal } from '@preact/signals'
import type { ChatModel } from './chat-model.ts'

/** A file on its way into the message that is being written. */
export type DraftFile = {
  key: number
  name: string
  state: Signal<
    { is: 'uploading'; upload: Upload } | { is: 'ready'; attachment: Attachment } | { is: 'failed'; code: string }
  >
  file: File
}

async function settle({ state }: DraftFile, upload: Upload): Promise<void> {
  try {
    state.value = { is: 'ready', attachment: await upload.done }
  } catch (error) {
    state.value = { is: 'failed', code: (error as { code?: string }).code ?? 'upload_failed' } // told beside the file
  }
}

/** Characters, as the protocol limits them; the counter shows near the end. */
const MOST_CHARACTERS = 10_000
const MOST_FILES = 10
const NEAR = 200

export const ComposerModel = createModel((chat: ChatModel, client: VisitorClient, uploads: SiteSettings['uploads']) => {
  const draft = signal('')
  const files = signal<DraftFile[]>([])
  /** What was wrong with the files chosen last: a key of the texts, and its values. */
  const complaint = signal<{ code: 'too_large' | 'too_many'; name: string } | null>(null)
  const remaining = computed(() => MOST_CHARACTERS - draft.value.length)
  const isUploading = computed(() => files.value.some(({ state }) => state.value.is === 'uploading'))
  const ready = computed(() =>
    files.value.flatMap(({ state }) => (state.value.is === 'ready' ? [state.value.attachment] : [])),
  )
  const canSend = computed(
    () => !isUploading.value && remaining.value >= 0 && (draft.value.trim() !== '' || ready.value.length > 0),
  )
  let nextKey = 0

  function begin(one: DraftFile): void {
    const target = chat.handle.peek()
    if (!target) return
    chat.beforeSend()
    const upload = client.upload(one.file, target)
    one.state.value = { is: 'uploading', upload }
    void settle(one, upload)
  }

  function take(file: File): void {
    const one: DraftFile = { key: nextKey++, name: file.name, file, state: signal({ is: 'failed', code: '' }) }
    begin(one)
    files.value = [...files.peek(), one]
  }

  return {
    draft,
    files,
    complaint,
    remaining,
    isNearLimit: computed(() => remaining.value < NEAR),
    canSend,
    add(chosen: readonly File[]) {
      complaint.value = null
      if (!uploads.allowed) return
      for (const file of chosen) {
        if (file.size > uploads.maxBytes) complaint.value = { code: 'too_large', name: file.name }
        else if (files.peek().length >= MOST_FILES) complaint.value = { code: 'too_many', name: file.name }
        else take(file)
      }
    },
    retry: begin,
    remove(one: DraftFile) {
      const state = one.state.peek()
      if (state.is === 'uploading') state.upload.cancel()
      files.value = files.peek().filter((other) => other !== one)
    },
    typing() {
      if (chat.handle.peek()?.id.peek()) chat.handle.peek()?.setTyping(draft.peek() !== '')
    },
    /** Sending cannot fail here: the outbox keeps the message until the server has it. */
    send() {
      const handle = chat.handle.peek()
      if (!canSend.peek() || !handle) return
      chat.beforeSend()
      const attachments = ready.peek()
      handle.send('msg.new', {
        v: 1,
        type: 'text',
        text: draft.peek().trim(),
        ...(attachments.length > 0 && { attachments }),
      })
      handle.setTyping(false)
      draft.value = ''
      files.value = files.peek().filter(({ state }) => state.peek().is === 'failed')
    },
  }
})
export type ComposerModel = InstanceType<typeof ComposerModel>
