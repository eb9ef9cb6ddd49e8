import type { Condition } from '@parley/protocol'
import { describe, expect, it } from 'vitest'
import { type Facts, holds } from './conditions.ts'
import { fits } from './match.ts'

const PAGE = 'https://shop.example/Pricing/pro?utm_source=letter&x=1#top'

describe('a pattern of an address', () => {
  it.each<[string, boolean]>([
    ['/pricing/pro', true],
    ['/pricing', false],
    ['/pricing*', true],
    ['/pricing/*', true],
    ['*/pro', true],
    ['/*/pro', true],
    ['/pricing/pro?*', true],
    ['/pricing/pro?x=1', false],
    ['/pricing/pro?*x=1', true],
    ['/p*g/p*o', true],
    ['/p*g/p*g', false],
    ['pricing', true],
    ['shop.example', true],
    ['utm_source=letter', true],
    ['#top', true],
    ['/pricing/pro#top', false],
    ['https://shop.example/pricing/*', true],
    ['https://shop.example/pricing/pro', true],
    ['https://shop.example', false],
    ['https://shop.example/*', true],
    ['https://*.example/*', true],
    ['http://shop.example/*', false],
    ['*', true],
    ['/', false],
    ['^shop', false],
    ['(pricing|blog)', false],
    ['[', false],
  ])('%s', (pattern, isFit) => {
    expect(fits(pattern, PAGE)).toBe(isFit)
  })

  it('of the first page fits nothing below it', () => {
    expect(fits('/', 'https://shop.example/')).toBe(true)
    expect(fits('/', 'https://shop.example/?x=1')).toBe(true)
    expect(fits('/', 'https://shop.example/tea')).toBe(false)
  })

  it('does not count a character twice', () => {
    expect(fits('/aba*aba', 'https://shop.example/ababa')).toBe(false)
    expect(fits('/aba*aba', 'https://shop.example/abaaba')).toBe(true)
    expect(fits('/a*b*b', 'https://shop.example/ab')).toBe(false)
  })

  it('takes no time that grows faster than the address', () => {
    const pattern = `/${'*a'.repeat(150)}`
    const began = performance.now()
    expect(fits(pattern, `https://shop.example/${'a'.repeat(100_000)}b`)).toBe(false)
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})

const FACTS: Facts = {
  ...{ url: PAGE, language: 'de-AT', referrer: 'https://search.example/?q=tea', utm: { source: 'Letter' }, visits: 3 },
  ...{ attributes: { plan: 'Pro', seats: 12, paying: true, gone: null, empty: '' }, isOpen: true },
}

describe('a condition', () => {
  it.each<[Condition, boolean]>([
    [{ type: 'url', is: true, patterns: ['/blog*', '/pricing*'] }, true],
    [{ type: 'url', is: true, patterns: ['/blog*'] }, false],
    [{ type: 'url', is: false, patterns: ['/blog*'] }, true],
    [{ type: 'url', is: false, patterns: ['/blog*', '/pricing*'] }, false],
    [{ type: 'referrer', is: true, patterns: ['search.example'] }, true],
    [{ type: 'referrer', is: false, patterns: ['search.example'] }, false],
    [{ type: 'utm', name: 'source', values: ['advert', ' letter '] }, true],
    [{ type: 'utm', name: 'medium', values: ['letter'] }, false],
    [{ type: 'visits', min: 3, max: null }, true],
    [{ type: 'visits', min: 1, max: 1 }, false],
    [{ type: 'visits', min: 4, max: 9 }, false],
    [{ type: 'visits', min: 2, max: 3 }, true],
    [{ type: 'attribute', key: 'plan', op: 'is', value: ' pro' }, true],
    [{ type: 'attribute', key: 'plan', op: 'is_not', value: 'pro' }, false],
    [{ type: 'attribute', key: 'seats', op: 'is', value: '12' }, true],
    [{ type: 'attribute', key: 'paying', op: 'is', value: 'true' }, true],
    [{ type: 'attribute', key: 'nothing', op: 'is', value: '' }, false],
    [{ type: 'attribute', key: 'nothing', op: 'is_not', value: 'pro' }, true],
    [{ type: 'attribute', key: 'plan', op: 'known', value: '' }, true],
    [{ type: 'attribute', key: 'gone', op: 'known', value: '' }, false],
    [{ type: 'attribute', key: 'empty', op: 'unknown', value: '' }, true],
    [{ type: 'attribute', key: 'constructor', op: 'known', value: '' }, false],
    [{ type: 'language', in: ['en', 'de'] }, true],
    [{ type: 'language', in: ['de-at'] }, true],
    [{ type: 'language', in: ['de-CH', 'd'] }, false],
    [{ type: 'open', is: true }, true],
    [{ type: 'open', is: false }, false],
  ])('%j holds: %s', (condition, expected) => {
    expect(holds(condition, FACTS)).toBe(expected)
  })

  it('about the hours stands in nobody’s way before they are known', () => {
    for (const is of [true, false]) expect(holds({ type: 'open', is }, { ...FACTS, isOpen: null })).toBe(true)
  })

  it('about where the visit began fails where nothing is known of that', () => {
    const nowhere = { ...FACTS, referrer: '', utm: {} }
    expect(holds({ type: 'referrer', is: true, patterns: ['*'] }, nowhere)).toBe(false)
    expect(holds({ type: 'referrer', is: false, patterns: ['*'] }, nowhere)).toBe(true)
    expect(holds({ type: 'utm', name: 'source', values: ['letter'] }, nowhere)).toBe(false)
  })

  it('of a newer server does not hold', () => {
    expect(holds({ type: 'moon' } as unknown as Condition, FACTS)).toBe(false)
  })
})
