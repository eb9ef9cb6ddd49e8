import { afterEach, describe, expect, it } from 'vitest'
import { toJson } from './json.ts'

const polluted = [Array.prototype, Object.prototype] as { toJSON?: () => unknown }[]
afterEach(() => {
  for (const one of polluted) delete one.toJSON
})

describe('what goes over the line as JSON', () => {
  const written = { t: 'hello', v: [1, 2], n: null, on: true, left: undefined, deep: [{ a: 'ä "b"\u2028' }, []] }

  it('is what the platform writes', () => {
    for (const one of [written, [], {}, 'text', 1, null, [[1], { a: [undefined] }.a.length]])
      expect(toJson(one)).toBe(JSON.stringify(one))
  })

  it('N48 is the same where the page hung a toJSON on everything', () => {
    const usual = JSON.stringify(written)
    for (const one of polluted) one.toJSON = () => 'polluted'
    expect(toJson(written)).toBe(usual)
  })
})
