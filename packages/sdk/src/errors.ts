import type { ParleyError } from './types/index.ts'

/** What everything of the SDK is rejected with; `url` is where the codes are explained. */
export function typedError(code: string, url: string, detail: string, method = 'load'): ParleyError {
  const doc = `${url}/reference/errors#${code}`
  return Object.assign(new Error(`Parley: ${detail}. See ${doc}`), { name: 'ParleyError' as const, code, doc, method })
}
