import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { engines } from '@parley/database/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEFAULT_OPTIONS } from '../domains/sites/options.ts'
import type { Fixture } from '../http/testing-fixture.ts'
import { aFile, SHOP, type World } from '../testing.ts'
import { type Neighbour, watchProcess } from './testing/neighbour.ts'
import { aScene } from './testing/scene.ts'

const FILM = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(600)])
const SOUND = Buffer.alloc(2_000)
SOUND.write('OggS', 0, 'latin1')
SOUND.write('OpusHead', 28, 'latin1')
const PDF = '%PDF-1.4\n1 0 obj\n<<>>\nendobj\n'
const SVG = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'

describe.each(engines())('whoever ignores the file policy of a site on %s', { timeout: 60_000 }, (engine) => {
  const watched = watchProcess()
  let world: World
  let own: Fixture
  let neighbour: Neighbour
  beforeAll(async () => {
    ;({ world, own, neighbour } = await aScene(engine))
    await world.domains.sites.update(own.workspaceId, own.site._id, {
      options: {
        files: { ...DEFAULT_OPTIONS.files, kinds: ['image'], endings: ['step'], maxBytes: 50_000, voice: false },
      },
    })
  })
  afterAll(async () => {
    watched.stop()
    await world.stop()
  })

  const from = () => ({ access: world.renewed(own.visitor.access), origin: SHOP })
  const received = () => readdir(path.join(world.deps.config.dataDir, 'files/received'))
  const upload = (file: Parameters<typeof aFile>[0], query: object = {}) => {
    world.pass(60_000)
    return world.call('uploadAttachment', {
      ...{ ...from(), query: { conversationId: own.conversation.id, ...query } },
      ...aFile(file),
    })
  }

  it.each<[string, string, Buffer | string]>([
    ['a film with the name of a picture', 'a.png', FILM],
    ['a film with an ending of the owner’s', 'a.step', FILM],
    ['a document with an ending of the owner’s', 'a.step', PDF],
    ['a text with the name of a picture', 'a.png', 'x'],
    ['a text with that ending in the middle', 'a.step.txt', 'x'],
    ['a text whose ending goes on behind a zero', 'a.txt\u0000.stepx', 'x'],
    ['a text whose ending is turned around', 'a.pets\u202e', 'x'],
    ['a text whose folder has that ending', 'a.step/x', 'x'],
    ['a text of the name of prototypes', '__proto__', 'x'],
    ['a text of the ending of constructors', 'a.constructor', 'x'],
    ['a drawing with a script', 'a.svg', SVG],
    ['a program with that ending before its own', 'a.step.exe', 'x'],
    [
      'a program by content with that ending',
      'a.step',
      Buffer.concat([Buffer.from('\u007fELF\u0002\u0001\u0001\u0000', 'latin1'), Buffer.alloc(64)]),
    ],
    ['sound', 'a.ogg', SOUND],
  ])('N63 sends %s in vain', async (_what, name, content) => {
    const { status, body } = await upload({ name, content })
    expect([status, body.code]).toEqual([415, 'type_not_allowed'])
    expect(await received()).toEqual([])
  })

  it('sends sound as a voice message in vain where none may be spoken', async () => {
    const { status, body } = await upload({ name: 'a.ogg', content: SOUND }, { voiceMs: '1000', peaks: '5' })
    expect([status, body.code]).toEqual([415, 'type_not_allowed'])
  })

  it('sends more bytes than the site takes in vain, whatever the body says of its length', async () => {
    const { status, body } = await upload({ name: 'a.step', content: 'x'.repeat(50_001) })
    expect([status, body.code, body.maxBytes]).toEqual([413, 'too_large', 50_000])
    expect(await received()).toEqual([])
  })

  it('changes the policy of a site in vain, which is its owners’ alone', async () => {
    const files = DEFAULT_OPTIONS.files
    const call = (access: string) =>
      world.call('updateSite', { access, params: { id: own.site._id }, body: { options: { files } } })
    expect((await call(world.renewed(own.visitor.access))).status).toBeGreaterThanOrEqual(400)
    expect((await call(world.renewed(own.agents.agent.access))).status).toBe(403)
    const { body } = await world.call('getChatOptions', { origin: SHOP, params: { siteKey: own.site.key } })
    expect(body.files.kinds).toEqual(['image'])
  })

  it('harms nobody else', async () => {
    await neighbour.talk()
    expect(watched.uncaught).toEqual([])
    expect(await neighbour.harm()).toEqual([])
  })
})
