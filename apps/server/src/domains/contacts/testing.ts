import { createHmac, randomUUID } from 'node:crypto'
import type { WorkspaceId } from '@parley/protocol'
import { SHOP, type Tenant, type World } from '../../testing.ts'

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A JWT as a host's backend makes it: `header` and `claims` may be anything, as a forger's are. */
export function signed(claims: unknown, secret: string, header: object): string {
  const text = `${part(header)}.${part(claims)}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

export type Signer = Awaited<ReturnType<typeof aSigner>>

/** A host's backend with a key of its own in the tenant's workspace. */
export async function aSigner(world: World, { workspaceId, agents }: Pick<Tenant, 'workspaceId' | 'agents'>) {
  const { record, secret } = await world.domains.contacts.createKey({ workspaceId, agentId: agents.owner._id })
  const kid = record._id
  const claims = (sub: string, changes: object = {}) => {
    const iat = Math.floor(world.deps.clock.now().getTime() / 1000)
    return { sub, iat, exp: iat + 120, jti: randomUUID(), aud: workspaceId as WorkspaceId, ...changes }
  }
  return {
    ...{ kid, secret, claims },
    /** A good token for `sub`, with `changes` to its claims. */
    sign: (sub: string, changes: object = {}) =>
      signed(claims(sub, changes), secret, { alg: 'HS256', kid, typ: 'JWT' }),
  }
}

/** What a browser does with an identity: at the first door without a stored token, else at the second. */
export async function identified(
  world: World,
  siteKey: string,
  { token, identity }: { token?: string; identity: string },
) {
  return token === undefined
    ? world.call('createVisitor', { body: { siteKey, identity }, origin: SHOP })
    : world.call('exchangeVisitorToken', { body: { token, identity }, origin: SHOP })
}
