import type { Availability } from '@parley/sdk/types'
import type { Own } from './own.ts'

/** What the open chat was told, else asked of the server: a page may show it without a chat. */
export async function availabilityOf({ frame, fail, peek }: Own): Promise<Availability> {
  const { api, key } = frame.settings
  const known = peek()?.models.options.peek()?.availability
  if (known) return { state: known.state, reopensAt: known.reopensAt }
  const answer = await fetch(`${api}/api/v1/sites/${key}/chat`)
    .then((response) => response.json())
    .catch(() => ({ code: 'network', detail: 'the server did not answer' }))
  if (answer.code) throw fail(answer.code, answer.detail)
  return { state: answer.availability.state, reopensAt: answer.availability.reopensAt }
}
