import type { Client, ConversationHandle, Upload } from '@parley/client'
import { ClientError, type ClientErrorCode } from '@parley/client'
import type { Attachment } from '@parley/protocol'
import { LIMITS } from '@parley/protocol/constants'
import { computed, createModel, effect, type ReadonlySignal, signal } from '@preact/signals'

export type UploadItem = {
  key: number
  name: string
  type: string
  size: number
  progress: ReadonlySignal<number>
  state: 'uploading' | 'done' | 'failed'
  /** Why it failed. */
  code: ClientErrorCode | null
  attachment: Attachment | null
}
type Task = { file: File; upload: Upload | null }

/** The files of a message that is being written. They stay while the agent looks at another conversation. */
export const UploadsModel = createModel((client: Pick<Client, 'upload'>) => {
  const items = signal<readonly UploadItem[]>([])
  const tasks = new Map<number, Task>()
  let last = 0

  const patch = (key: number, change: Partial<UploadItem>) => {
    items.value = items.peek().map((item) => (item.key === key ? { ...item, ...change } : item))
  }

  async function start(key: number, file: File, target: ConversationHandle) {
    const upload = client.upload(file, target)
    tasks.set(key, { file, upload })
    patch(key, { state: 'uploading', code: null, progress: upload.progress })
    try {
      patch(key, { state: 'done', attachment: await upload.done })
    } catch (error) {
      patch(key, { state: 'failed', code: error instanceof ClientError ? error.code : 'network' })
    }
  }

  function drop(key: number) {
    tasks.get(key)?.upload?.cancel()
    tasks.delete(key)
    items.value = items.peek().filter((item) => item.key !== key)
  }

  /** Files that were sent and taken back, or kept with what is written. */
  function restore(attachments: readonly Attachment[]): void {
    if (attachments.length === 0) return
    const back = attachments.map((attachment): UploadItem => {
      const { name, type, size } = attachment
      return { key: ++last, name, type, size, progress: signal(1), state: 'done', code: null, attachment }
    })
    items.value = [...back, ...items.peek()]
  }

  effect(() => () => {
    for (const { upload } of tasks.values()) upload?.cancel()
  })

  return {
    items,
    isBusy: computed(() => items.value.some(({ state }) => state === 'uploading')),
    hasFailed: computed(() => items.value.some(({ state }) => state === 'failed')),
    done: computed(() => items.value.flatMap(({ attachment }) => attachment ?? [])),
    /** Files that do not fit are shown with the reason, never dropped silently. */
    add(files: readonly File[], target: ConversationHandle) {
      for (const file of files) {
        const key = ++last
        const { name, type, size } = file
        const code = refusalOf(file, items.peek().length)
        const item = { key, name, type, size, progress: signal(0), attachment: null }
        items.value = [...items.peek(), { ...item, code, state: code ? 'failed' : 'uploading' }]
        if (code) tasks.set(key, { file, upload: null })
        else void start(key, file, target)
      }
    },
    retry(key: number, target: ConversationHandle) {
      const task = tasks.get(key)
      if (task) void start(key, task.file, target)
    },
    restore,
    /** The files of another device, in place of those that went. What is under way stays. */
    follow(attachments: readonly Attachment[]) {
      const ids = new Set(attachments.map(({ id }) => id))
      const isKept = ({ attachment }: UploadItem) => !attachment || ids.has(attachment.id)
      if (!items.peek().every(isKept)) items.value = items.peek().filter(isKept)
      restore(attachments.filter(({ id }) => !items.peek().some((item) => item.attachment?.id === id)))
    },
    /** Cancels an upload under way, or takes a file out. */
    drop,
    /** The message was sent: its files are the message's now. */
    clear() {
      tasks.clear()
      items.value = []
    },
  }
})
export type UploadsModel = InstanceType<typeof UploadsModel>

function refusalOf({ size }: File, count: number): ClientErrorCode | null {
  if (count >= LIMITS.attachmentsPerMessage) return 'too_many_files'
  if (size > LIMITS.attachmentBytes) return 'too_large'
  return size === 0 ? 'file_empty' : null
}
