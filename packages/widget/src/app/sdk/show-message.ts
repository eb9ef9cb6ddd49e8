import type { LocalMessage } from '@parley/sdk/types'
import type { Own } from './own.ts'

/** Wired with rich messages. */
export function showMessage({ fail }: Own, _content: LocalMessage): never {
  throw fail('not_available', 'messages of the page are not part of this version yet')
}
