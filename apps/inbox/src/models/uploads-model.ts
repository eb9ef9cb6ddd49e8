import type { Client, Upload } from '@parley/client'
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
/** What a file goes to. */
export type UploadTarget = Parameters<Client['upload']>[1]
type Task = { begin(target: UploadTarget): Upload; upload: Upload | null }
type FileFacts = Pick<File, 'name' | 'type' | 'size'>
type Copy = (file: Attachment, target: UploadTarget) => Promise<Attachment>

/** The files of a message that is being written. They stay while the agent looks at another conversation. */
export const UploadsModel = createModel((client: Pick<Client, 'upload'>) => {
  const items = signal<readonly UploadItem[]>([])
  const tasks = new Map<number, Task>()
  let last = 0

  const patch = (key: number, change: Partial<UploadItem>) => {
    items.value = items.peek().map((item) => (item.key === key ? { ...item, ...change } : item))
  }

  async function start(key: number, begin: Task['begin'], target: UploadTarget) {
    const upload = begin(target)
    tasks.set(key, { begin, upload })
    patch(key, { state: 'uploading', code: null, progress: upload.progress })
    try {
      patch(key, { state: 'done', attachment: await upload.done })
    } catch (error) {
      patch(key, { state: 'failed', code: error instanceof ClientError ? error.code : 'network' })
    }
  }

  function take(file: FileFacts, target: UploadTarget, begin: Task['begin']) {
    const key = ++last
    const { name, type, size } = file
    const code = refusalOf(file, items.peek().length)
    const item = { key, name, type, size, progress: signal(0), attachment: null }
    items.value = [...items.peek(), { ...item, code, state: code ? 'failed' : 'uploading' }]
    if (code) tasks.set(key, { begin, upload: null })
    else void start(key, begin, target)
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
    add(files: readonly File[], target: UploadTarget) {
      for (const file of files) take(file, target, (to) => client.upload(file, to))
    },
    /** Files that are stored already and are copied here: they arrive as if they were uploaded. */
    bring(files: readonly Attachment[], target: UploadTarget, copy: Copy) {
      for (const file of files)
        take(file, target, (to) => ({ progress: signal(0), done: copy(file, to), cancel: () => undefined }))
    },
    retry(key: number, target: UploadTarget) {
      const task = tasks.get(key)
      if (task) void start(key, task.begin, target)
    },
    restore,
    /** The files of another device, in place of those that went. What is under way stays. */
    follow(attachments: readonly Attachment[]) {
      const ids = new Set(attachments.map(({ id }) => id))
      const isKept = ({ attachment }: UploadItem) => !attachment || ids.has(attachment.id)
      if (!items.peek().every(isKept)) items.value = items.peek().filter(isKept)
      const missing = attachments.filter(({ id }) => !items.peek().some((item) => item.attachment?.id === id))
      if (missing.length === 0) return
      restore(missing)
      items.value = inOrder(items.peek(), attachments)
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

/** Those of `first` in their order, then the others. */
function inOrder(items: readonly UploadItem[], first: readonly Attachment[]): UploadItem[] {
  const place = ({ attachment }: UploadItem) => first.findIndex(({ id }) => id === attachment?.id)
  const listed = items.filter((item) => place(item) !== -1).sort((a, b) => place(a) - place(b))
  return [...listed, ...items.filter((item) => place(item) === -1)]
}

function refusalOf({ size }: FileFacts, count: number): ClientErrorCode | null {
  if (count >= LIMITS.attachmentsPerMessage) return 'too_many_files'
  if (size > LIMITS.attachmentBytes) return 'too_large'
  return size === 0 ? 'file_empty' : null
}
