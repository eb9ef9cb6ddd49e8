import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { AppError } from '../../errors/app-error.ts'
import { createAtMost } from '../../lib/at-most.ts'

/** OWASP's minimum for argon2id (S6): 19 MiB, two passes, one lane. */
const COST = { memory: 19 * 1024, passes: 2, parallelism: 1 }
type PasswordCost = typeof COST
const HASH_BYTES = 32
const SALT_BYTES = 16
/** Hashes at once: 4 × 19 MiB, and never every thread of the pool. */
const AT_ONCE = 4
/** Callers that may wait for one; the next is told `busy`. */
const WAITING = 60

const PHC = /^\$argon2id\$v=19\$m=(\d{1,8}),t=(\d{1,4}),p=(\d{1,3})\$([A-Za-z\d+/]+)\$([A-Za-z\d+/]+)$/
const derive = promisify(argon2)

export type Passwords = {
  /** The PHC string to store. Throws `busy`. */
  hash(password: string): Promise<string>
  /** Whether `password` is the one of `phc`. Without one it takes as long and says no (N18b). Throws `busy`. */
  verify(password: string, phc: string | null): Promise<boolean>
}

export function createPasswords(newCost: PasswordCost = COST): Passwords {
  const inTurn = createAtMost(
    AT_ONCE,
    WAITING,
    () => new AppError('busy', 'Too many sign-ins at once.', { retryAfterMs: 2_000 }),
  )
  const nobody = format(newCost, randomBytes(SALT_BYTES), randomBytes(HASH_BYTES))

  return {
    hash: (password) =>
      inTurn(async () => {
        const salt = randomBytes(SALT_BYTES)
        return format(newCost, salt, await derived(password, salt, newCost))
      }),
    verify: (password, phc) =>
      inTurn(async () => {
        const { cost, salt, hash } = parse(phc ?? nobody)
        const same = timingSafeEqual(await derived(password, salt, cost), hash)
        return same && phc !== null
      }),
  }
}

/** One person may type the same letters in composed or decomposed form, by keyboard (N19 is about secrets of ours). */
function derived(password: string, salt: Buffer, cost: PasswordCost): Promise<Buffer> {
  return derive('argon2id', { message: password.normalize('NFC'), nonce: salt, tagLength: HASH_BYTES, ...cost })
}

function format({ memory, passes, parallelism }: PasswordCost, salt: Buffer, hash: Buffer): string {
  const text = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(salt)}$${text(hash)}`
}

function parse(phc: string) {
  const parts = PHC.exec(phc)
  const [, memory, passes, parallelism, salt, hash] = parts ?? []
  if (!salt || !hash) throw new Error('a stored password hash is malformed')
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  }
}
