import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { engines } from '@parley/database/testing'
import { LIMITS } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aFile, INBOX, SHOP } from '../../testing.ts'
import { DEFAULT_OPTIONS } from '../sites/options.ts'
import { aTalk, pixels, type Talk } from './testing.ts'

/** The beginning of an Ogg file with Opus in it, as browsers record; `size` bytes in all. */
function sound(size = 2_000): Buffer {
  const file = Buffer.alloc(size)
  file.write('OggS', 0, 'latin1')
  file.write('OpusHead', 28, 'latin1')
  return file
}
const photo = () => pixels(20, 20).jpeg().toBuffer()
const SPOKEN = { voiceMs: '2400', peaks: '05af50' }

describe.each(engines())('voice messages on %s', (engine) => {
  let world: Talk['world']
  let tenant: Talk['tenant']
  let conversation: Talk['conversation']
  let asVisitor: Talk['asVisitor']
  beforeAll(async () => {
    ;({ world, tenant, conversation, asVisitor } = await aTalk(engine))
  })
  afterAll(() => world.stop())

  const upload = (content: Buffer | string, voice: object = SPOKEN, from = asVisitor()) =>
    world.call('uploadAttachment', {
      ...{ ...from, query: { conversationId: conversation.id, ...voice } },
      ...aFile({ content, name: 'voice.ogg' }),
    })
  const files = () => world.store.db.collection('attachments').countDocuments({ workspaceId: tenant.workspaceId })
  const received = () => readdir(path.join(world.deps.config.dataDir, 'files/received'))
  const decide = (files: object) =>
    world.domains.sites.update(tenant.workspaceId, tenant.site._id, {
      options: { files: { ...DEFAULT_OPTIONS.files, ...files } },
    })

  it('W27 are taken as sound, with their length and loudness, where files are not taken too', async () => {
    await decide({ voice: true, on: false, kinds: ['image'] })
    const { status, body } = await upload(sound())
    expect({ status, type: body.type, voice: body.voice }).toEqual({
      ...{ status: 201, type: 'audio/ogg', voice: { durationMs: 2_400, peaks: [0, 5, 10, 15, 5, 0] } },
    })
    await decide({ voice: true })
  })

  it.each<[string, () => Promise<Buffer> | Buffer | string, object, [number, string]]>([
    ['what is a photo', photo, SPOKEN, [415, 'type_not_allowed']],
    ['what is a text', () => 'hello', SPOKEN, [415, 'type_not_allowed']],
    ['what is a page', () => '<html><script>alert(1)</script></html>', SPOKEN, [415, 'type_not_allowed']],
    ['what is larger than a voice', () => sound(LIMITS.voiceBytes + 8_192), SPOKEN, [413, 'too_large']],
    ['what is longer than two minutes', sound, { ...SPOKEN, voiceMs: '120001' }, [400, 'invalid_request']],
    ['what lasts no time', sound, { ...SPOKEN, voiceMs: '0' }, [400, 'invalid_request']],
    ['a length without loudness', sound, { voiceMs: '2400' }, [400, 'invalid_request']],
    ['loudness that is none', sound, { ...SPOKEN, peaks: 'xyz' }, [400, 'invalid_request']],
    ['more loudness than is drawn', sound, { ...SPOKEN, peaks: '0'.repeat(65) }, [400, 'invalid_request']],
  ])('W27 are refused of %s, and nothing of them stays', async (_what, content, voice, refusal) => {
    const before = await files()
    const answer = await upload(await content(), voice)
    expect([answer.status, answer.body.code]).toEqual(refusal)
    expect(await files()).toBe(before)
    expect(await received()).toEqual([])
  })

  it('W27 are refused of visitors where the site takes none, and of agents they are not', async () => {
    await decide({ voice: false })
    const refused = await upload(sound())
    expect([refused.status, refused.body.code]).toEqual([415, 'type_not_allowed'])
    const asAgent = { access: world.renewed(tenant.agents.agent.access), origin: INBOX }
    expect((await upload(sound(), SPOKEN, asAgent)).status).toBe(201)
    await decide({ voice: true })
  })

  it('S11 are nobody else’s to upload into a conversation', async () => {
    const mallory = await world.addVisitor(tenant.site)
    const answer = await upload(sound(), SPOKEN, { access: mallory.access, origin: SHOP })
    expect([answer.status, answer.body.code]).toEqual([404, 'conversation_not_found'])
  })
})
