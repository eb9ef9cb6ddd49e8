import type { Attachment } from '@parley/protocol'
import type { Signal } from '@preact/signals-core'
import type { Environment, UploadRequest } from '../environment.ts'

export type UploadTask = {
  env: Environment
  url: string
  /** Runs the task with an access token, and makes a ClientError of what it throws. */
  withAccess<T>(task: (access: string) => Promise<T>): Promise<T>
  answerOf(response: Response): Promise<unknown>
  file: Blob & { name?: string }
  progress: Signal<number>
  signal: AbortSignal
}

/**
 * Sends one file for the message that is written next. Like the long-poll it imports nothing at run time, so that the
 * eager bundle stays in one piece.
 */
export async function sendFile({
  env,
  url,
  withAccess,
  answerOf,
  file,
  progress,
  signal,
}: UploadTask): Promise<Attachment> {
  const transfer = env.upload ?? (globalThis.XMLHttpRequest ? transferWithProgress : transferPlainly)
  const body = new FormData()
  body.append('file', file, file.name ?? 'file')
  const onProgress = (share: number) => {
    progress.value = share
  }
  const attachment = await withAccess(async (access) => {
    const headers = { authorization: `Bearer ${access}` }
    return (await answerOf(await transfer({ url, headers, body, signal, onProgress }))) as Attachment
  })
  onProgress(1)
  return attachment
}

function transferPlainly({ url, headers, body, signal }: UploadRequest): Promise<Response> {
  return fetch(url, { method: 'POST', headers, body, signal })
}

/** `fetch` tells nothing while a body goes up, hence XMLHttpRequest where it exists. */
function transferWithProgress({ url, headers, body, onProgress, signal }: UploadRequest): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / total)
    request.onload = () => resolve(new Response(request.responseText, { status: request.status }))
    request.onerror = request.onabort = () => reject(new Error('upload failed'))
    signal.onabort = () => request.abort()
    request.send(body)
  })
}
