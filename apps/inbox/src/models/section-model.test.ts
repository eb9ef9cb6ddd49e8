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
  return { section: new SectionModel({ site, name: 'features' }, { update }, judge), saved }
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
    expect(saved).toEqual([{ options: { features: { ...aSite().options.features, emoji: false } } }])
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
})
