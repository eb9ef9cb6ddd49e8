import { AppError } from '../errors/app-error.ts'

const DEPTH = 32
const KEYS = 5_000
const REFUSED = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * A JSON body as a value (S7, N31). Throws `invalid_request` for text that is not JSON in UTF-8, keys that could reach
 * a prototype or an operator (`__proto__`, `$set`, `a.b`), a key twice in one object, deep nesting and floods of keys.
 */
export function parseJsonBody(bytes: Buffer): unknown {
  let text: string
  let value: unknown
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    value = JSON.parse(text)
  } catch (error) {
    throw new AppError('invalid_request', 'The body is not JSON in UTF-8.', {}, error)
  }
  checkKeys(text)
  return value
}

/** `json` is known to be JSON: a string followed by a colon is a key, and brackets outside strings nest. */
function checkKeys(json: string): void {
  const open: Set<string>[] = []
  let count = 0
  for (const [token, text, colon] of json.matchAll(/[[{\]}]|"((?:[^"\\]|\\.)*)"(\s*:)?/gs)) {
    if (token === '{' || token === '[') open.push(new Set())
    else if (token === '}' || token === ']') open.pop()
    else if (colon !== undefined) {
      checkKey(JSON.parse(`"${text}"`), open.at(-1))
      count += 1
    }
    if (open.length > DEPTH) throw new AppError('invalid_request', `Nested deeper than ${DEPTH} levels.`)
    if (count > KEYS) throw new AppError('invalid_request', `More than ${KEYS} keys.`)
  }
}

function checkKey(key: string, siblings: Set<string> | undefined): void {
  if (siblings?.has(key)) throw new AppError('invalid_request', 'A key stands twice in one object.')
  siblings?.add(key)
  if (REFUSED.has(key) || key.startsWith('$') || key.includes('.')) {
    throw new AppError('invalid_request', 'A key of the body is not allowed.')
  }
}
