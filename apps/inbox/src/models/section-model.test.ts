import { ClientError } from '@parley/client'
import type { Site } from '@parley/protocol'
import { describe, expect, it } from 'vitest'
import { aSite } from '../testing/records.ts'
import { SectionModel } from './section-model.ts'

function aSection(judge = () => ({})) {
  const saved: object[] = []
  const site = aSite()
  const update = async (_: string, body: object) => {
    saved.push(body)
    return aSite({ options: { ...site.options, ...(body as { options: object }).options } })
  }
  return { section: new SectionModel({ site, name: 'features' }, { update, reread: async () => null }, judge), saved }
}

describe('a section of a site’s options', () => {
  it('counts what changed, and goes back to what is stored', () => {
    const { section } = aSection()
    section.set({ emoji: false, edit: null })
    expect(section.changes.value).toBe(2)
    section.set({ emoji: true })
    expect(section.changes.value).toBe(1)
    section.discard()
    expect(section.values.value.edit).toBe(15)
  })

  it('is saved whole, and is then what is stored', async () => {
    const { section, saved } = aSection()
    section.set({ emoji: false })
    expect(await section.save()).toBe(true)
    const features = { ...aSite().options.features, emoji: false }
    expect(saved).toEqual([{ options: { features }, known: { features: 'features-1' } }])
    expect(section.changes.value).toBe(0)
  })

  it('is not saved while something is wrong, or while nothing changed', async () => {
    const wrong = aSection(() => ({ edit: 'too long' }))
    wrong.section.set({ edit: 99 })
    expect(await wrong.section.save()).toBe(false)
    const same = aSection()
    expect(await same.section.save()).toBe(false)
    expect([...wrong.saved, ...same.saved]).toEqual([])
  })

  it('that another tab saved meanwhile shows that with his changes on top, says so, and is saved by the next press', async () => {
    const site = aSite()
    const { features } = site.options
    const theirs: Site = {
      ...site,
      options: { ...site.options, features: { ...features, quotes: false, emoji: false } },
      revs: { ...site.revs, features: 'features-2' },
    }
    const known: unknown[] = []
    const update = async (_: string, body: { known?: Partial<Site['revs']>; options?: Partial<Site['options']> }) => {
      known.push(body.known)
      if (body.known?.features !== 'features-2') throw new ClientError('changed_since', 409)
      return {
        ...theirs,
        options: { ...theirs.options, ...body.options },
        revs: { ...site.revs, features: 'features-3' },
      }
    }
    const section = new SectionModel({ site, name: 'features' }, { update, reread: async () => theirs }, () => ({}))
    section.set({ sound: false, edit: 5 })
    expect(await section.save()).toBe(false)
    expect(section.problem.value?.code).toBe('changed_since')
    expect(section.values.value).toEqual({ ...features, quotes: false, emoji: false, sound: false, edit: 5 })
    expect(section.changes.value).toBe(2)
    expect(await section.save()).toBe(true)
    expect(section.changes.value).toBe(0)
    expect(known).toEqual([{ features: 'features-1' }, { features: 'features-2' }])
    section.set({ edit: 15 })
    section.discard()
    expect(section.values.value.edit).toBe(5)
  })
})
