import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import type { WorkspaceId } from '@parley/protocol'
import { deriveKey } from './secrets.ts'

/** Where a sealed secret stands: it opens there alone, so a copy in another tenant's document is worth nothing. */
export type SealedPlace = { workspaceId: WorkspaceId; field: string; id: string }

/** Secrets at rest that must be read again (design.md 8), as `kid:nonce:ciphertext`. */
export type Sealer = {
  seal(text: string, place: SealedPlace): string
  /** Throws when the text was sealed for another place, by another secret, or was changed. */
  open(sealed: string, place: SealedPlace): string
}

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Seals with a key derived from the server's secret; its id tells which secret that was (`PARLEY_SECRET` may change). */
export function createSealer(secret: string): Sealer {
  const key = deriveKey(secret, 'seal')
  const kid = createHash('sha256').update(key).digest('base64url').slice(0, 8)
  return {
    seal(text, place) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(bindingOf(place))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return [kid, nonce.toString('base64url'), sealed.toString('base64url')].join(':')
    },
    open(sealed, place) {
      const [sealedBy, nonce = '', body = ''] = sealed.split(':')
      if (sealedBy !== kid) throw new Error('sealed with another PARLEY_SECRET than the present one')
      const bytes = Buffer.from(body, 'base64url')
      const decipher = createDecipheriv(CIPHER, key, Buffer.from(nonce, 'base64url'), { authTagLength: TAG_BYTES })
      decipher.setAAD(bindingOf(place)).setAuthTag(bytes.subarray(-TAG_BYTES))
      return decipher.update(bytes.subarray(0, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    },
  }
}

const bindingOf = ({ workspaceId, field, id }: SealedPlace) => Buffer.from(`${workspaceId}\n${field}\n${id}`)
