import { createECDH } from 'node:crypto'
import { createServer } from 'node:http'
import { describe, expect, it, vi } from 'vitest'
import { deriveKey } from '../http/secrets.ts'
import { isPublicUrl } from './addresses.ts'
import { createOutbound } from './outbound.ts'
import { aBrowser, claimsOf } from './testing.ts'
import { createVapid, encryptPush } from './web-push.ts'

const bytes = (text: string) => Buffer.from(text, 'base64url')

describe('a push message', () => {
  it('is encrypted as RFC 8291 shows it', () => {
    const own = createECDH('prime256v1')
    own.setPrivateKey(bytes('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw'))
    const keys = {
      p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
      auth: 'BTBZMqHH6r4Tts7J_aSIgg',
    }
    const salt = bytes('DGv6ra1nlYgDCS1FRnbzlw')
    const sent = encryptPush('When I grow up, I want to be a watermelon', keys, { own, salt })
    expect(sent.toString('base64url')).toBe(
      'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
    )
  })

  it('is read by its browser alone, and is never the same twice', () => {
    const [browser, another] = [aBrowser(), aBrowser()]
    const sent = encryptPush('Grüße', browser.keys)
    expect(browser.read(sent)).toBe('Grüße')
    expect(() => another.read(sent)).toThrow()
    expect(encryptPush('Grüße', browser.keys)).not.toEqual(sent)
  })

  it('refuses a key that is no point of the curve', () => {
    expect(() => encryptPush('x', { p256dh: `B${'A'.repeat(86)}`, auth: 'A'.repeat(22) })).toThrow()
  })

  it('is proven by a key that follows from the secret, for one service, for half a day', () => {
    const keyOf = (purpose: string) => deriveKey('a secret', purpose)
    const vapid = createVapid(keyOf, 'https://chat.example')
    expect(createVapid(keyOf, '').publicKey).toBe(vapid.publicKey)
    expect(createVapid((purpose) => deriveKey('another', purpose), '').publicKey).not.toBe(vapid.publicKey)
    const header = vapid.header('https://push.example/send/1', new Date(1_000_000))
    expect(claimsOf(header)).toEqual({ aud: 'https://push.example', exp: 1000 + 43_200, sub: 'https://chat.example' })
    expect(() => claimsOf(header.replace('vapid t=e', 'vapid t=f'))).toThrow()
  })
})

describe('the way out to addresses of strangers', () => {
  const post = { url: 'https://push.example/1', headers: {}, body: Buffer.from('x') }
  const at = (...all: string[]) => all.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))

  it.each([
    'http://push.example/',
    'https://127.0.0.1/',
    'https://localhost/',
    'https://0/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://017700000001/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://10.0.0.1/',
    'https://metadata.google.internal/',
    'https://printer.local/',
    'https://localhost./',
    'https://intranet/',
    'https://user:secret@push.example/',
    'https://push.example:22/',
    'https://push.example:8443/',
    'file:///etc/passwd',
    'gopher://push.example/',
    'no address',
    '',
  ])('N50 N55 refuses %s at once', (url) => {
    expect(isPublicUrl(url)).toBe(false)
  })

  it.each([
    ['127.0.0.1'],
    ['10.1.2.3'],
    ['172.16.0.1'],
    ['192.168.1.1'],
    ['100.64.0.1'],
    ['169.254.169.254'],
    ['0.0.0.0'],
    ['255.255.255.255'],
    ['::1'],
    ['::ffff:10.0.0.1'],
    ['64:ff9b::7f00:1'],
    ['fd00::1'],
    ['fe80::1'],
    ['2002:7f00:1::'],
    ['93.184.215.14', '127.0.0.1'],
    ['2606:2800:21f:cb07:6820:80da:af6b:8b2c', '::1'],
    [],
  ])('N50 N51 connects to nobody when the name leads to %s %s', async (...addresses: string[]) => {
    const dial = vi.fn(async () => 201)
    const outbound = createOutbound({ resolve: async () => at(...addresses), dial })
    await expect(outbound(post)).rejects.toThrow(/internet/)
    expect(dial).not.toHaveBeenCalled()
  })

  it('N51 connects to the address that was checked, whatever the name says next', async () => {
    const answers = [at('93.184.215.14'), at('127.0.0.1')]
    const dial = vi.fn(async () => 201)
    const outbound = createOutbound({ resolve: async () => answers.shift() ?? [], dial })
    expect(await outbound(post)).toBe(201)
    expect(dial).toHaveBeenCalledWith(post, at('93.184.215.14'), expect.anything())
    await expect(outbound(post)).rejects.toThrow()
  })

  it('N50 a canary on this machine hears nothing of its own name', async () => {
    let heard = 0
    const canary = createServer().on('connection', () => heard++)
    await new Promise<void>((listening) => canary.listen(0, '127.0.0.1', listening))
    const outbound = createOutbound()
    for (const url of ['https://localhost/', 'https://127.0.0.1/', 'https://localhost.localdomain/'])
      await expect(outbound({ ...post, url })).rejects.toThrow()
    expect(heard).toBe(0)
    canary.close()
  })

  it('N54 waits five seconds and no longer for a name server that never answers', async () => {
    const within = AbortSignal.timeout
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => within(20))
    const outbound = createOutbound({ resolve: () => new Promise(() => undefined) })
    await expect(outbound(post)).rejects.toThrow()
    expect(timeout).toHaveBeenCalledWith(5_000)
    timeout.mockRestore()
  })
})
