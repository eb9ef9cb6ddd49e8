import { describe, expect, it } from 'vitest'
import { isAllowedOrigin } from './model.ts'

describe('the allowed origins of a site', () => {
  it.each([
    ['https://shop.example', 'https://shop.example'],
    ['https://shop.example', 'https://shop.example:443'],
    ['http://shop.example', 'http://shop.example:80'],
    ['https://shop.example:8443', 'https://shop.example:8443'],
    ['http://localhost:5173', 'http://localhost:*'],
    ['http://localhost', 'http://localhost:*'],
    ['https://www.shop.example', 'https://*.shop.example'],
    ['http://a.localhost:3000', 'http://*.localhost:*'],
  ])('S1 let %s in by %s', (origin, pattern) => {
    expect(isAllowedOrigin(origin, [pattern])).toBe(true)
  })

  it.each([
    ['http://shop.example', 'https://shop.example'],
    ['https://shop.example:8443', 'https://shop.example'],
    ['https://shop.example.evil.com', 'https://shop.example'],
    ['https://evilshop.example', 'https://shop.example'],
    ['https://evilshop.example', 'https://*.shop.example'],
    ['https://shop.example', 'https://*.shop.example'],
    ['https://a.b.shop.example', 'https://*.shop.example'],
    ['https://SHOP.example', 'https://shop.example'],
    ['https://shop.example.', 'https://shop.example'],
    ['https://shop.example/', 'https://shop.example'],
    ['https://user@shop.example', 'https://shop.example'],
    ['https://shop.example@evil.com', 'https://shop.example'],
    ['null', 'https://shop.example'],
    ['', 'https://shop.example'],
    ['https://shopXexample', 'https://shop.example'],
    ['file://', 'http://localhost:*'],
    ['http://localhost:*', 'http://localhost:3000'],
  ])('N01 keep %s out by %s', (origin, pattern) => {
    expect(isAllowedOrigin(origin, [pattern])).toBe(false)
  })
})
