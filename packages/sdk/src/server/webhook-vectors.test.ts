import { createHmac } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { verifyWebhook } from './index.ts'

/** What receivers in other languages are tried against (docs/guides/identify-visitors.md). `WRITE_VECTORS=1` makes them anew. */
const FILE = new URL('../../../../docs/guides/webhook-vectors.json', import.meta.url)
const SECRET = 'whs_q1o6s7b8n9p0q1r2s3t4u5v6w7x8y9z0'
const NOW = 1_795_305_600
const BODY = '{"event":"message.created","text":"Zoë asks: 🌿 or 🍵?"}'

const sign = (at: number, secret = SECRET, body = BODY) =>
  `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`
const good = sign(NOW)

const vectors = [
  { what: 'fresh and ours', body: BODY, signature: good, isOurs: true },
  { what: 'as old as it may be', body: BODY, signature: sign(NOW - 300), isOurs: true },
  { what: 'too old', body: BODY, signature: sign(NOW - 301), isOurs: false },
  { what: 'from the future', body: BODY, signature: sign(NOW + 301), isOurs: false },
  { what: 'an empty body', body: '', signature: sign(NOW, SECRET, ''), isOurs: true },
  { what: 'by another secret', body: BODY, signature: sign(NOW, 'another'), isOurs: false },
  { what: 'a changed body', body: `${BODY} `, signature: good, isOurs: false },
  { what: 'another time than was signed', body: BODY, signature: good.replace(`${NOW}`, `${NOW - 1}`), isOurs: false },
  { what: 'no signature', body: BODY, signature: '', isOurs: false },
  { what: 'a signature that is cut', body: BODY, signature: good.slice(0, -1), isOurs: false },
  { what: 'a line behind it', body: BODY, signature: `${good}\n`, isOurs: false },
]

it('has vectors for other languages, and judges them as they say', () => {
  const made = { secret: SECRET, now: NOW, vectors }
  if (process.env['WRITE_VECTORS']) writeFileSync(FILE, `${JSON.stringify(made, null, 2)}\n`)
  expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(made)
  const judged = vectors.map(({ body, signature }) =>
    verifyWebhook({ body, signature, secret: SECRET, now: NOW * 1000 }),
  )
  expect(judged).toEqual(vectors.map(({ isOurs }) => isOurs))
})
