import { describe, expect, it } from 'vitest'
import { parseJsonBody } from './json-body.ts'

const parse = (text: string) => parseJsonBody(Buffer.from(text))

describe('a JSON body', () => {
  it('is read as it is', () => {
    const value = { a: [1, { b: 'x"{}[]:\\' }, null], 'dep:dep_1': '"__proto__":', c: { a: 1 } }
    expect(parse(JSON.stringify(value))).toEqual(value)
  })

  it('N36 has whole characters alone: half a pair becomes U+FFFD, whole ones stay', () => {
    expect(parse('{"a":["\\ud83d","x\\udc4dy","\\ud83d\\udc4d","👍"]}')).toEqual({
      a: ['\ufffd', 'x\ufffdy', '👍', '👍'],
    })
  })

  it.each([
    ['a key of prototypes', '{"__proto__":{"x":1}}'],
    ['the same, written with escapes', '{"\\u005f_proto__":{"x":1}}'],
    ['a constructor', '{"a":{"constructor":{"prototype":{"x":1}}}}'],
    ['an operator', '{"a":[{"$gt":""}]}'],
    ['a path', '{"a.b":1}'],
    ['a key twice', '{"a":1,"b":2,"a":3}'],
    ['a key twice, written otherwise', '{"a":1,"\\u0061":2}'],
    ['thousands of levels', `${'['.repeat(5_000)}${']'.repeat(5_000)}`],
    ['floods of keys', `{${Array.from({ length: 6_000 }, (_, n) => `"k${n}":1`).join()}}`],
    ['no JSON', '{a:1}'],
    ['something after it', '{}{}'],
    ['a byte order mark', '\ufeff{}'],
  ])('N31 S7 may not hold %s', (_what, text) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'invalid_request' }))
  })

  it('N33 is UTF-8 and nothing else', () => {
    expect(() => parseJsonBody(Buffer.from('{"a":"x"}', 'utf16le'))).toThrow('UTF-8')
    expect(() => parseJsonBody(Buffer.from([0x22, 0xff, 0x22]))).toThrow('UTF-8')
  })
})
