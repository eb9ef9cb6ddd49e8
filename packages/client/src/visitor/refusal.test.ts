import { describe, expect, it } from 'vitest'
import { ClientError } from '../client-error.ts'
import type { Environment } from '../environment.ts'
import { again } from './refusal.ts'

const network = () => Promise.reject(new ClientError('network', 0))
/** Where every page may read whether the server is there. */
const reaching = (fetch: () => Promise<unknown>) => ({ fetch }) as unknown as Environment
/** No site has this key, and every page may read that. */
const here = reaching(async () => ({ status: 404 }))

describe('a request that had no answer', () => {
  it('N48 S1 was refused where the server is there and never answers this page', async () => {
    await expect(again(here, '/api/v1/sites/-/settings', network)).rejects.toMatchObject({
      code: 'origin_not_allowed',
      status: 403,
    })
  })

  it('has one when the network is back', async () => {
    let tries = 0
    expect(await again(here, '/api/v1/sites/-/settings', async () => (++tries < 2 ? network() : 'made'))).toBe('made')
  })

  it('stays without one where the server is not there', async () => {
    const gone = reaching(() => Promise.reject(new TypeError('no network')))
    await expect(again(gone, '/api/v1/sites/-/settings', network)).rejects.toThrow('no network')
  })

  it('stays without one where only a proxy in trouble answers', async () => {
    const proxy = reaching(async () => ({ status: 502 }))
    await expect(again(proxy, '/api/v1/sites/-/settings', network)).rejects.toThrow('the server is not there')
  })

  it('has the refusal that the server gave in words', async () => {
    const rate = () => Promise.reject(new ClientError('rate', 429))
    await expect(again(here, '/api/v1/sites/-/settings', rate)).rejects.toMatchObject({ code: 'rate' })
  })
})
