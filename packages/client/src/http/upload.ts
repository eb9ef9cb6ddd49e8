import type { Attachment } from '@parley/protocol'
import { signal } from '@preact/signals-core'
import type { ConversationHandle, Upload } from '../api.ts'
import { asClientError } from '../client-error.ts'
import type { Identity } from '../credentials.ts'
import type { Environment } from '../environment.ts'
import { withAccess } from './authorized.ts'
import { answerOf, type Http } from './http-client.ts'

type Surroundings = { env: Environment; http: Http; identity: Identity }

/** Sends one file for the message that is written next. `done` rejects with a ClientError, also after `cancel()`. */
export function upload(
  { env, http, identity }: Surroundings,
  file: Blob & { name?: string },
  target: Pick<ConversationHandle, 'id' | 'createKey'>,
): Upload {
  const progress = signal(0)
  const abort = new AbortController()
  const conversationId = target.id.peek()
  const query = conversationId ? { conversationId } : { createKey: target.createKey }
  const body = new FormData()
  body.append('file', file, file.name ?? 'file')

  const send = async (access: string) => {
    const response = await env.upload({
      url: http.address('uploadAttachment', { query }),
      headers: { authorization: `Bearer ${access}` },
      body,
      signal: abort.signal,
      onProgress(share) {
        progress.value = share
      },
    })
    const attachment = (await answerOf(response)) as Attachment
    progress.value = 1
    return attachment
  }
  const done = withAccess(identity, send).catch((error) => {
    throw asClientError(error)
  })
  // Whoever cancelled may not look at the outcome any more.
  done.catch(() => undefined)
  return { progress, done, cancel: () => abort.abort() }
}
