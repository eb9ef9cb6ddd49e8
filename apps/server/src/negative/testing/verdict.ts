import { readFileSync } from 'node:fs'
import path from 'node:path'
import { ERROR_CODES, Problem } from '@parley/protocol'

export type Answer = { status: number; headers: Record<string, unknown>; text: string }
/**
 * `invalid`: refused by the declaration; `refused`: refused for any reason; `harmless`: refused or answered, but never
 * an error of ours. Or the statuses that may come.
 */
export type Expectation = 'invalid' | 'refused' | 'harmless' | readonly number[]

const docs = (page: string) =>
  readFileSync(path.join(import.meta.dirname, '../../../../../docs/reference', page), 'utf8')

/** The codes of the errors' page: what is not on it, no caller can know. */
export const DOCUMENTED = new Set([...docs('errors.md').matchAll(/^#+ `(\w+)`$/gm)].map(([, code = '']) => code))

/** A row of the API's page: who may call, and the errors it names. */
export type DocumentedEndpoint = { caller: string; role: string | null; errors: string[] }

/** The documented matrix, by method and path: what the code does is held against it, not against itself (N25). */
export function documentedEndpoints(): Map<string, DocumentedEndpoint> {
  const rows = docs('http-api.md').matchAll(/^\| `([A-Z]+ \/\S+)` \| (\w+)(?:, (\w+))? \| .* \| ([^|]*) \|$/gm)
  return new Map(
    [...rows].map(([, place = '', caller = '', role = null, errors = '']) => [
      place,
      { caller, role, errors: [...errors.matchAll(/`(\w+)`/g)].map(([, code = '']) => code) },
    ]),
  )
}

/** What every endpoint may answer, and what its callers may be told besides (the conventions of the API's page). */
const OF_ALL = ['invalid_request', 'unsupported_media_type', 'too_large', 'rate', 'internal_error']
const OF_ADDRESSES = ['not_found', 'method_not_allowed']
const OF_CALLERS: Record<string, string[]> = {
  public: ['origin_not_allowed'],
  site: ['origin_not_allowed'],
  file: [],
  visitor: ['unauthenticated', 'token_invalid', 'origin_not_allowed'],
  agent: ['unauthenticated', 'token_invalid', 'origin_not_allowed'],
  participant: ['unauthenticated', 'token_invalid', 'origin_not_allowed'],
}

/** The codes that the API's page promises for the endpoint at `place`. */
export function codesOf({ caller, role, errors }: DocumentedEndpoint): ReadonlySet<string> {
  const known = [...OF_ALL, ...OF_ADDRESSES, ...(OF_CALLERS[caller] ?? []), ...errors]
  return new Set(role ? [...known, 'forbidden'] : known)
}

const STATUSES: Record<string, (status: number) => boolean> = {
  invalid: (status) => status === 400,
  refused: (status) => status >= 400 && status < 500,
  harmless: (status) => status < 500,
}
/** What no answer may tell of us (N81). */
const INSIDES = /node_modules|\.ts:\d|\bat \w+ \(|mongodb|sqlite|ECONN|\/apps\/|TypeError/i

/** What is wrong with an answer to bad input; null when it is as it must be. */
export function wrongWith(
  answer: Answer,
  expected: Expectation,
  codes: ReadonlySet<string> = DOCUMENTED,
): string | null {
  const isExpected =
    typeof expected === 'string' ? STATUSES[expected]?.(answer.status) : expected.includes(answer.status)
  if (!isExpected) return `answered ${answer.status} ${answer.text.slice(0, 200)}`
  return answer.status < 400 ? null : wrongProblem(answer, codes)
}

/** RFC 9457, and a code for ever. */
function wrongProblem({ status, headers, text }: Answer, codes: ReadonlySet<string>): string | null {
  if (!String(headers['content-type']).startsWith('application/problem+json'))
    return `${status} is no problem document but ${headers['content-type']} ${text.slice(0, 100)}`
  if (text === '') return null // the answer to HEAD
  const problem = Problem.safeParse(JSON.parse(text))
  if (!problem.success) return `no problem of ours: ${problem.error.message}`
  const { code } = problem.data
  if (problem.data.status !== status) return `${code} says ${problem.data.status} in an answer with ${status}`
  if (ERROR_CODES[code].status !== status) return `${code} with ${status}`
  if (!DOCUMENTED.has(code)) return `${code} is on no page`
  if (!codes.has(code)) return `${code} is none of the errors that the page names`
  return INSIDES.test(text) ? `tells of our insides: ${text.slice(0, 200)}` : null
}
