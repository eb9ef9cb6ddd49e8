// What a backend does with the package, in Node.
import { type IdentityKey, signIdentity, verifyWebhook } from '@parley/sdk/server'

const key: IdentityKey = { kid: 'idk_1', secret: 'a secret', workspaceId: 'wsp_1' }
const token: string = signIdentity({ id: 'u1', name: 'Ada' }, key)
const isOurs: boolean = verifyWebhook({ body: '{}', signature: undefined, secret: 'hook' })
export const made = { parts: token.split('.').length, isOurs }
