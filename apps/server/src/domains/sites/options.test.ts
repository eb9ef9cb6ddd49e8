import { engines } from '@parley/database/testing'
import type { SiteOptions } from '@parley/protocol'
import { SiteOptions as SiteOptionsSchema } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { INBOX, startWorld, type World } from '../../testing.ts'
import { DEFAULT_OPTIONS, optionsOf } from './options.ts'

describe.each(engines())('a part of a site that two people save on %s', (engine) => {
  let world: World
  beforeAll(async () => {
    world = await startWorld(engine)
  })
  afterAll(() => world.stop())

  it('is refused whoever does not know what the other saved; another part is not, nor is whoever claims to know nothing', async () => {
    const { site, agents } = await world.addTenant('acme')
    const save = (body: object) =>
      world.call('updateSite', {
        ...{ access: world.renewed(agents.admin.access), origin: INBOX },
        ...{ params: { id: site._id }, body },
      })
    const { revs, options } = (await save({})).body
    const home = { ...options.home, showTeam: false }
    const mine = await save({ options: { home }, known: { home: revs.home } })
    expect(mine.body.options.home).toEqual(home)
    expect(mine.body.revs).toEqual({ ...revs, home: mine.body.revs.home })
    const late = await save({ options: { home: options.home }, known: { home: revs.home } })
    expect([late.status, late.body.code]).toEqual([409, 'changed_since'])
    const more = await save({
      name: 'Other',
      options: { look: { radius: 'soft' } },
      known: { site: revs.site, look: revs.look },
    })
    expect(more.body).toMatchObject({ name: 'Other', options: { home, look: { radius: 'soft' } } })
    expect((await save({ name: 'Third', known: { site: revs.site } })).body.code).toBe('changed_since')
    expect((await save({ name: 'Third' })).body.name).toBe('Third')
    expect((await save({ name: 'x', known: { other: '1' } })).body.code).toBe('invalid_request')
  })

  it('is kept of one of two who save it at the same moment, and the other is told', async () => {
    const { site, agents } = await world.addTenant('both')
    const save = (body: object) =>
      world.call('updateSite', {
        ...{ access: world.renewed(agents.admin.access), origin: INBOX },
        ...{ params: { id: site._id }, body },
      })
    const { revs, options } = (await save({})).body
    const known = { files: revs.files }
    const at = (maxBytes: number) => save({ options: { files: { ...options.files, maxBytes } }, known })
    const answers = await Promise.all([1_000, 2_000, 3_000, 4_000].map(at))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
    const [won] = answers.filter(({ status }) => status === 200)
    expect((await save({})).body.options.files).toEqual(won?.body.options.files)
  })
})

// Each asks sixteen times, on machines that are busy.
describe('who may decide of a site', { timeout: 30_000 }, () => {
  let world: World
  beforeAll(async () => {
    world = await startWorld('embedded')
  })
  afterAll(() => world.stop())
  const PARTS = {
    ...{ name: 'Mine', language: 'de', logo: null, allowedOrigins: ['https://evil.example'] },
    ...{ options: { files: { ...DEFAULT_OPTIONS.files, voice: false } } },
  }

  it.each(['agent', 'supervisor'] as const)(
    'S4 is no %s, whichever part it is, and nothing of it is kept',
    async (role) => {
      const tenant = await world.addTenant(`for-${role}`)
      const { site, agents } = tenant
      const save = (who: 'admin' | typeof role, body: object) =>
        world.call('updateSite', {
          ...{ access: world.renewed(agents[who].access), origin: INBOX },
          ...{ params: { id: site._id }, body },
        })
      const before = (await save('admin', {})).body
      const sections = Object.entries(DEFAULT_OPTIONS).map(([name, section]) => ({ options: { [name]: section } }))
      const parts = Object.entries(PARTS).map(([name, part]) => ({ [name]: part }))
      for (const body of [...parts, ...sections]) {
        const { status, body: answer } = await save(role, body)
        expect([status, answer.code], JSON.stringify(body)).toEqual([403, 'forbidden'])
      }
      expect((await save('admin', {})).body).toEqual(before)
    },
  )
})

describe('the options of a site', () => {
  it('are the defaults where nothing was decided, and those are valid', () => {
    expect(optionsOf({})).toEqual(DEFAULT_OPTIONS)
    expect(SiteOptionsSchema.parse(DEFAULT_OPTIONS)).toEqual(DEFAULT_OPTIONS)
  })

  it('keep what was decided of files before they had a section', () => {
    const features = { ...DEFAULT_OPTIONS.features, emoji: false, voice: false } as SiteOptions['features']
    const options = optionsOf({ uploads: { allowed: false, maxBytes: 1_000 }, options: { features } })
    expect(options.files).toEqual({ ...DEFAULT_OPTIONS.files, on: false, maxBytes: 1_000, voice: false })
    // What is no field any more would be refused when the section is saved again.
    expect(options.features).toEqual({ ...DEFAULT_OPTIONS.features, emoji: false })
    expect(SiteOptionsSchema.parse(options)).toEqual(options)
  })

  it('are what was decided of files since', () => {
    const files = { ...DEFAULT_OPTIONS.files, voice: true, maxBytes: 2_000 }
    const features = { ...DEFAULT_OPTIONS.features, voice: false } as SiteOptions['features']
    const { files: decided } = optionsOf({ uploads: { allowed: false, maxBytes: 1_000 }, options: { features, files } })
    expect(decided).toEqual(files)
  })
})
