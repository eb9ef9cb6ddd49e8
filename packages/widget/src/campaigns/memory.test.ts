import type { RunningCampaign } from '@parley/protocol'
import { describe, expect, it } from 'vitest'
import { createMemory, type Memory } from './memory.ts'

const DAY = 24 * 60 * 60_000
const aCampaign = (cap: RunningCampaign['cap'], conditions: RunningCampaign['conditions'] = []) => ({
  ...{ id: 'cmp_00000001', cap, conditions },
})
type Campaign = ReturnType<typeof aCampaign>

/** A browser in which pages come one after the other. */
function aBrowser() {
  const kept = new Map<string, string>()
  let now = 1_700_000_000_000
  const store = {
    read: (name: string) => kept.get(name) ?? null,
    write: (name: string, value: string | null) => void (value === null ? kept.delete(name) : kept.set(name, value)),
  }
  return {
    kept,
    pass: (ms: number) => {
      now += ms
    },
    load: (campaign: Campaign, url = 'https://shop.example/', referrer = '') =>
      createMemory(store, [campaign], { now: () => now, url, referrer }),
  }
}

type Step = 'shown' | 'closed' | 'reload' | 'turn' | number

/** What happened, or how long it took until the page was loaded again. */
function after(browser: ReturnType<typeof aBrowser>, memory: Memory, campaign: Campaign, step: Step): Memory {
  if (typeof step !== 'number' && step !== 'reload') {
    memory[step](campaign)
    return memory
  }
  if (step !== 'reload') browser.pass(step)
  return browser.load(campaign)
}

describe('what a visitor was shown', () => {
  it.each<[string, RunningCampaign['cap'], [Step, boolean][]]>([
    [
      'comes once a page view',
      { per: 'page', days: 3 },
      [
        ['shown', false],
        ['turn', true],
        ['shown', false],
        ['reload', true],
      ],
    ],
    [
      'comes once a visit',
      { per: 'visit', days: 3 },
      [
        ['shown', false],
        ['turn', false],
        ['reload', false],
        [29 * 60_000, false],
        [30 * 60_000, true],
      ],
    ],
    [
      'comes once in so many days',
      { per: 'days', days: 3 },
      [
        ['shown', false],
        ['reload', false],
        [3 * DAY - 1, false],
        [1, true],
        ['shown', false],
      ],
    ],
    [
      'comes once',
      { per: 'ever', days: 3 },
      [
        ['shown', false],
        ['reload', false],
        [400 * DAY, false],
      ],
    ],
    [
      'does not come again soon once it was closed',
      { per: 'page', days: 3 },
      [
        ['shown', false],
        ['closed', false],
        ['reload', false],
        [3 * DAY - 1, false],
        [1, true],
      ],
    ],
    [
      'does not come again in the next visit either',
      { per: 'visit', days: 3 },
      [
        ['closed', false],
        [DAY, false],
        [2 * DAY, true],
      ],
    ],
    [
      'never comes again once it was closed and comes once',
      { per: 'ever', days: 3 },
      [
        ['closed', false],
        [9 * DAY, false],
      ],
    ],
  ])('%s', (_, cap, steps) => {
    const browser = aBrowser()
    const campaign = aCampaign(cap)
    let memory = browser.load(campaign)
    expect(memory.allows(campaign)).toBe(true)
    for (const [step, expected] of steps) {
      memory = after(browser, memory, campaign, step)
      expect([step, memory.allows(campaign)]).toEqual([step, expected])
    }
  })

  it('survives what others wrote in its place', () => {
    const browser = aBrowser()
    const campaign = aCampaign({ per: 'visit', days: 1 })
    for (const key of ['visit', 'said:cmp_00000001']) browser.kept.set(key, '{')
    expect(browser.load(campaign).allows(campaign)).toBe(true)
  })
})

describe('visits', () => {
  const campaign = aCampaign({ per: 'ever', days: 1 }, [{ type: 'visits', min: 2, max: null }])

  it('end half an hour after they were last heard of', () => {
    const browser = aBrowser()
    expect(browser.load(campaign).visit.n).toBe(1)
    browser.pass(29 * 60_000)
    const memory = browser.load(campaign)
    expect(memory.visit.n).toBe(1)
    browser.pass(29 * 60_000)
    memory.touch()
    browser.pass(29 * 60_000)
    expect(browser.load(campaign).visit.n).toBe(1)
    browser.pass(30 * 60_000)
    expect(browser.load(campaign).visit.n).toBe(2)
  })

  it('are counted only where a campaign asks', () => {
    const browser = aBrowser()
    const asking = aCampaign({ per: 'ever', days: 1 })
    browser.load(asking).touch()
    expect(browser.kept.size).toBe(0)
  })

  it('remember where they began, only where a campaign asks', () => {
    const browser = aBrowser()
    const url = `https://shop.example/?utm_source=letter&utm_term=${'x'.repeat(200)}&secret=1`
    expect(browser.load(campaign, url, 'https://search.example/').visit).not.toHaveProperty('referrer')
    const asking = aCampaign({ per: 'ever', days: 1 }, [
      { type: 'referrer', is: true, patterns: ['*'] },
      { type: 'utm', name: 'source', values: ['letter'] },
    ])
    browser.pass(DAY)
    expect(browser.load(asking, url, 'https://search.example/').visit).toMatchObject({
      ...{ n: 2, referrer: 'https://search.example/', utm: { source: 'letter', term: 'x'.repeat(100) } },
    })
    const later = browser.load(asking, 'https://shop.example/tea', '')
    expect(later.visit).toMatchObject({ referrer: 'https://search.example/', utm: { source: 'letter' } })
    expect([...browser.kept.values()].join()).not.toContain('secret')
  })
})
