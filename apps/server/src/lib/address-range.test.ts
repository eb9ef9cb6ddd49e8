import { describe, expect, it } from 'vitest'
import { addressOf, holds, rangeOf, rangeText } from './address-range.ts'

const isIn = (address: string, range: string) => {
  const [one, all] = [addressOf(address), rangeOf(range)]
  if (!one || !all) throw new Error(`no address or no range: ${address}, ${range}`)
  return holds(all, one)
}
const written = (text: string) => {
  const range = rangeOf(text)
  return range && rangeText(range)
}

describe('a range of addresses', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7', true],
    ['203.0.113.8', '203.0.113.7', false],
    ['203.0.113.0', '203.0.113.0/24', true],
    ['203.0.113.255', '203.0.113.0/24', true],
    ['203.0.114.0', '203.0.113.0/24', false],
    ['203.0.112.255', '203.0.113.0/24', false],
    ['255.255.255.255', '128.0.0.0/1', true],
    ['127.255.255.255', '128.0.0.0/1', false],
    ['198.51.100.1', '0.0.0.0/0', true],
    ['2001:db8::1', '2001:db8::/32', true],
    ['2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', '2001:db8::/32', true],
    ['2001:db9::', '2001:db8::/32', false],
    ['2001:db8::1', '2001:db8::1', true],
    ['2001:db8::2', '2001:db8::1', false],
    ['fe80::1%eth0', 'fe80::/10', true],
  ])('has %s in %s: %s', (address, range, expected) => {
    expect(isIn(address, range)).toBe(expected)
  })

  it('takes IPv4 written as IPv6 for what it is, in both places', () => {
    expect(isIn('::ffff:203.0.113.9', '203.0.113.0/24')).toBe(true)
    expect(isIn('::ffff:cb00:7109', '203.0.113.0/24')).toBe(true)
    expect(isIn('203.0.113.9', '::ffff:203.0.113.0/120')).toBe(true)
    expect(isIn('203.0.114.9', '::ffff:203.0.113.0/120')).toBe(false)
  })

  it('never holds an address of the other kind', () => {
    expect(isIn('203.0.113.9', '::/0')).toBe(false)
    expect(isIn('2001:db8::1', '0.0.0.0/0')).toBe(false)
  })

  it.each([
    ['203.0.113.77/24', '203.0.113.0/24'],
    ['203.0.113.7/32', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    [' 2001:0DB8:0:0::1/48 ', '2001:db8::/48'],
    ['2001:db8::1', '2001:db8::1'],
    ['::/0', '::/0'],
  ])('%s is written %s', (typed, text) => {
    expect(written(typed)).toBe(text)
  })

  it.each([
    ...['', 'example.com', '203.0.113', '203.0.113.256', '203.0.113.0/33', '203.0.113.0/-1', '203.0.113.0/24/8'],
    ...['2001:db8::/129', '2001:db8:::1', '::ffff:203.0.113.0/24', '1.2.3.4 5.6.7.8', '01.2.3.4', '[::1]', '1.2.3.4/'],
  ])('is not %j', (text) => {
    expect(rangeOf(text)).toBe(null)
  })
})
