import type { ClientError } from '@parley/client/visitor'
import type { DraftFile } from '../models/composer-model.ts'
import type { Models } from '../models/models.ts'
import type { Kit } from '../ui/kit.ts'
import { complaintOf } from './file-complaint.ts'

type Around = Pick<Models, 'chat' | 'client' | 'composer' | 'options'>

let nextKey = 0

/** Takes chosen files into the message that is being written, and begins to send them. */
export function taking({ signal }: Pick<Kit, 'signal'>, models: Around): (chosen: readonly File[]) => Promise<void> {
  const { chat, composer, options } = models
  const { files, complaints } = composer

  function add(file: File): void {
    const wrong = complaintOf(file, options.peek()?.files, files.peek().length)
    if (wrong) {
      complaints.value = [...complaints.peek(), wrong]
      return
    }
    const state: DraftFile['state'] = signal({ is: 'failed', code: 'network' })
    const retry = () => begin(models, { file, state })
    const one: DraftFile = {
      ...{ key: nextKey++, file, state, retry },
      remove() {
        const { value } = state
        if (value.is === 'uploading') value.upload.cancel()
        files.value = files.peek().filter((other) => other !== one)
      },
    }
    retry()
    files.value = [...files.peek(), one]
  }

  return async (chosen) => {
    if (chosen.length) complaints.value = []
    for (const file of chosen) await chat.before('upload', { file }, (so) => add(so.file))
  }
}

function begin({ chat, client }: Around, { file, state }: Pick<DraftFile, 'file' | 'state'>): void {
  const target = chat.handle.peek()
  if (!target) return
  chat.beforeSend()
  const upload = client.upload(file, target)
  state.value = { is: 'uploading', upload }
  upload.done.then(
    (attachment) => {
      state.value = { is: 'ready', attachment }
    },
    ({ code }: ClientError) => {
      state.value = { is: 'failed', code } // told beside the file
    },
  )
}
