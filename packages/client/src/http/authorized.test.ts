import { expect, it } from 'vitest'
import { ClientError } from '../client-error.ts'
import type { Identity } from '../identity.ts'
import { withAccess } from './authorized.ts'

/** Somebody whose tokens are numbered as they are asked for. */
function somebody() {
  let asked = 0
  const identity = { access: async () => `token ${++asked}` } as Partial<Identity> as Identity
  return { identity, asked: () => asked }
}
const refused = () => new ClientError('unauthenticated', 401)

it('what the server refuses is asked once more with a new token', async () => {
  const { identity } = somebody()
  const used: string[] = []
  const answer = await withAccess(identity, async (access) => {
    used.push(access)
    if (used.length === 1) throw refused()
    return 'done'
  })
  expect([answer, ...used]).toEqual(['done', 'token 1', 'token 2'])
})

it('whoever is let go while a request is under way is not made anew by it', async () => {
  const { identity, asked } = somebody()
  const request = withAccess(identity, async () => {
    identity.era = {}
    throw refused()
  })
  await expect(request).rejects.toMatchObject({ status: 401 })
  expect(asked()).toBe(1)
})

it('what is refused for another reason is refused', async () => {
  const { identity, asked } = somebody()
  const request = withAccess(identity, async () => {
    throw new ClientError('forbidden', 403)
  })
  await expect(request).rejects.toMatchObject({ status: 403 })
  expect(asked()).toBe(1)
})
