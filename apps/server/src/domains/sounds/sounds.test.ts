import { engines } from '@parley/database/testing'
import { LIMITS, type Sound } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { INBOX, startWorld, type Tenant, type World } from '../../testing.ts'
import { anM4a, anMp3, anOgg, aWav } from './testing.ts'

type RoleName = keyof Tenant['agents']
const base64 = (content: Buffer | string) => Buffer.from(content).toString('base64')

describe.each(engines())('sounds that agents bring on %s', (engine) => {
  let world: World
  let tenant: Tenant
  beforeAll(async () => {
    world = await startWorld(engine)
    tenant = await world.addTenant('shop')
  })
  afterAll(() => world.stop())

  const as = (role: RoleName) => ({ access: world.renewed(tenant.agents[role].access), origin: INBOX })
  const add = (content: Buffer | string, role: RoleName = 'agent', name = 'Gong') =>
    world.call('addSound', { ...as(role), body: { name, content: base64(content) } })
  const list = async (role: RoleName = 'agent') => (await world.call('listSounds', as(role))).body.sounds as Sound[]
  const play = (id: string, role: RoleName = 'agent') => world.call('getSoundContent', { ...as(role), params: { id } })

  it.each<[string, string, Buffer, number]>([
    ['WAV', 'audio/wav', aWav(0.5), 500],
    ['MP3', 'audio/mpeg', anMp3(0.5), 523],
    ['Ogg', 'audio/ogg', anOgg(0.5), 500],
    ['M4A', 'audio/mp4', anM4a(0.5), 500],
  ])(
    'N12 take %s for what it is, and give it back as it came, to be heard and not opened',
    async (_what, type, content, durationMs) => {
      const { status, body } = await add(content)
      expect([status, body]).toEqual([201, { ...body, name: 'Gong', type, durationMs, bytes: content.length }])
      const played = await world.server.app.inject({
        url: `/api/v1/agents/me/sounds/${body.id}/content`,
        headers: { host: new URL(INBOX).host, authorization: `Bearer ${as('agent').access}` },
      })
      expect(played.rawPayload.equals(content)).toBe(true)
      expect(played.headers).toMatchObject({
        ...{ 'content-type': type, 'x-content-type-options': 'nosniff', 'content-disposition': 'attachment' },
        'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      })
    },
  )

  it.each<[string, Buffer | string, string]>([
    ['a page', '<html><script>alert(1)</script></html>', 'invalid_request'],
    ['a picture', Buffer.from('R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=', 'base64'), 'invalid_request'],
    ['a film', anM4a(0.5, 'vide'), 'invalid_request'],
    ['the beginning of a WAV', aWav().subarray(0, 40), 'invalid_request'],
    ['a WAV that counts nothing', aWav(0.5, { rate: 0 }), 'invalid_request'],
    ['an MP3 of one frame', anMp3(0.01), 'invalid_request'],
    ['an Ogg without an end', anOgg().subarray(0, 47), 'invalid_request'],
    ['an M4A without a length', anM4a(0), 'invalid_request'],
    ['a WAV of eleven seconds', aWav(11, { bytesEach: 1 }), 'sound_too_long'],
    ['an MP3 of eleven seconds', anMp3(11), 'sound_too_long'],
    ['an Ogg of eleven seconds', anOgg(11), 'sound_too_long'],
    ['an M4A of eleven seconds', anM4a(11), 'sound_too_long'],
    ['more bytes than a sound needs', aWav(4.2, { rate: 22_050 }), 'invalid_request'],
    ['nothing', '', 'invalid_request'],
  ])('N12 S11 refuse %s, and keep nothing of it', async (_what, content, code) => {
    const before = await list()
    expect((await add(content)).body.code).toBe(code)
    expect(await list()).toEqual(before)
  })

  it('N12 are renamed and deleted by whoever brought them; to others they are not there', async () => {
    const { id } = (await add(aWav())).body
    const rename = (role: RoleName, name: string) =>
      world.call('renameSound', { ...as(role), params: { id }, body: { name } })
    const forget = (role: RoleName) => world.call('deleteSound', { ...as(role), params: { id } })
    expect((await rename('agent', ' Bell ')).body).toMatchObject({ id, name: 'Bell' })
    expect(await list('owner')).toEqual([])
    for (const refused of [await rename('owner', 'Mine'), await play(id, 'owner'), await forget('owner')])
      expect(refused.body.code).toBe('sound_not_found')
    expect((await play(id)).status).toBe(200)
    expect((await forget('agent')).status).toBe(204)
    expect((await list()).some((one) => one.id === id)).toBe(false)
    for (const gone of [await play(id), await forget('agent')]) expect(gone.body.code).toBe('sound_not_found')
    expect(await world.store.db.collection('sound_bytes').countDocuments({ _id: id as never })).toBe(0)
  })

  it('N12 are chosen by event, among ours and those, and the choice follows the agent', async () => {
    const { id } = (await add(aWav(), 'supervisor')).body
    const choose = (sounds: object) => world.call('updatePreferences', { ...as('supervisor'), body: { sounds } })
    expect((await choose({ waiting: id, message: 'tap' })).body.sounds).toEqual({ waiting: id, message: 'tap' })
    for (const wrong of [{ waiting: 'https://evil.example/a.mp3' }, { waiting: 'gong' }, { lunch: 'tap' }])
      expect((await choose(wrong)).body.code).toBe('invalid_request')
    const { body } = await world.call('getPreferences', as('supervisor'))
    expect(body.sounds).toEqual({ waiting: id, message: 'tap' })
  })

  it('N12 have an end: beyond it one has to go first', async () => {
    for (let count = 0; count < LIMITS.soundsPerAgent; count++)
      expect((await add(aWav(0.01), 'admin')).status).toBe(201)
    expect((await add(aWav(0.01), 'admin')).body.code).toBe('list_full')
    const [first] = await list('admin')
    await world.call('deleteSound', { ...as('admin'), params: { id: first?.id ?? '' } })
    expect((await add(aWav(0.01), 'admin')).status).toBe(201)
  })
})
