import { AppError } from '../errors/app-error.ts'

const DEPTH = 32
const KEYS = 5_000
const REFUSED = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * A JSON body as a value (S7, N31). Throws `invalid_request` for text that is not JSON in UTF-8, keys that could reach
 * a prototype or an operator (`__proto__`, `$set`, `a.b`), a key twice in one object, deep nesting and floods of keys.
 */
export function parseJsonBody(bytes: Buffer): unknown {
  const { text, value } = decode(bytes)
  checkKeys(text)
  return value
}

function decode(bytes: Buffer): { text: string; value: unknown } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return { text, value: HALF.test(text) ? JSON.parse(text, wellFormed) : JSON.parse(text) }
  } catch (error) {
    throw invalid('The body is not JSON in UTF-8.', error)
  }
}

/** An escaped half of a surrogate pair: UTF-8 itself has none. */
const HALF = /\\u[dD][89a-fA-F]/

/** Half a pair is no character, and stores keep it in ways of their own, at other lengths: it becomes U+FFFD, as on the wire. */
function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value
}

/** `json` is known to be JSON: a string followed by a colon is a key, and brackets outside strings nest. */
function checkKeys(json: string): void {
  const open: Set<string>[] = []
  let count = 0
  for (const [token, text, colon] of json.matchAll(/[[{\]}]|"((?:[^"\\]|\\.)*)"(\s*:)?/gs)) {
    if (colon !== undefined) {
      checkKey(JSON.parse(`"${text}"`), open.at(-1))
      count += 1
    } else nest(open, token)
    if (open.length > DEPTH) throw invalid(`Nested deeper than ${DEPTH} levels.`)
    if (count > KEYS) throw invalid(`More than ${KEYS} keys.`)
  }
}

function nest(open: Set<string>[], token: string): void {
  if (token === '{' || token === '[') open.push(new Set())
  if (token === '}' || token === ']') open.pop()
}

function checkKey(key: string, siblings: Set<string> | undefined): void {
  if (siblings?.has(key)) throw invalid('A key stands twice in one object.')
  siblings?.add(key)
  if (REFUSED.has(key) || key.startsWith('$') || key.includes('.')) throw invalid('A key of the body is not allowed.')
}

function invalid(detail: string, cause?: unknown): AppError {
  return new AppError('invalid_request', detail, {}, cause)
}
