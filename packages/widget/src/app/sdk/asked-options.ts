import type { ChatOptions } from '@parley/protocol'
import type { Availability, UploadPolicy } from '@parley/sdk/types'
import type { Own } from './own.ts'

/** What the open chat was told, else asked of the server: a page may show it without a chat. */
async function optionsFor({ frame, fail, peek }: Own): Promise<ChatOptions> {
  const known = peek()?.models.options.peek()
  if (known) return known
  const { api, key } = frame.settings
  const answer = await fetch(`${api}/api/v1/sites/${key}/chat`)
    .then((response) => response.json())
    .catch(() => ({ code: 'network', detail: 'the server did not answer' }))
  if (answer.code) throw fail(answer.code, answer.detail)
  return answer
}

export async function availabilityOf(own: Own): Promise<Availability> {
  const { state, reopensAt } = (await optionsFor(own)).availability
  return { state, reopensAt }
}

export async function uploadPolicyOf(own: Own): Promise<UploadPolicy> {
  const { on, accept: _, ...files } = (await optionsFor(own)).files
  return { allowed: on, ...files }
}
