import { describe, expect, it } from 'vitest'
import type { Endpoint } from './endpoint.ts'
import { ENDPOINTS } from './endpoints.ts'
import { ROUTES } from './routes.ts'

const all = Object.entries(ENDPOINTS) as [string, Endpoint][]

describe('endpoints', () => {
  it('have both halves of their declaration', () => {
    expect(Object.keys(ENDPOINTS).sort()).toEqual(Object.keys(ROUTES).sort())
  })

  it('are told apart by method and path', () => {
    const places = all.map(([, { method, path }]) => `${method} ${path.replace(/:\w+/g, ':')}`)
    expect(new Set(places).size).toBe(places.length)
  })

  it.each(all)('%s declares the parameters of its path', (_name, { path, params }) => {
    const named = [...path.matchAll(/:(\w+)/g)].map((match) => match[1])
    expect(Object.keys(params?.shape ?? {})).toEqual(named)
  })

  it.each(all.filter(([, { body }]) => body !== undefined))(
    'N34 %s refuses a field it does not know',
    (_name, { body }) => {
      const judged = body?.safeParse({ parleyUnknown: 1 })
      expect(judged?.success).toBe(false)
      expect(JSON.stringify(judged?.error?.issues)).toContain('parleyUnknown')
    },
  )

  it.each(all.filter(([, { method }]) => method === 'GET'))('%s, being a GET, has no body', (_name, { body }) => {
    expect(body).toBeUndefined()
  })
})
