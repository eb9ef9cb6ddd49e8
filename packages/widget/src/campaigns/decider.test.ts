import type { RunningCampaign, Trigger } from '@parley/protocol'
import { describe, expect, it } from 'vitest'
import { createDecider } from './decider.ts'

const aCampaign = (id: string, change: Partial<RunningCampaign> = {}): RunningCampaign => ({
  ...{ id: `cmp_${id}`, text: id, from: null, replies: [], conditions: [], opens: false },
  ...{ triggers: [{ type: 'time', seconds: 5 }], cap: { per: 'page', days: 1 } },
  ...change,
})

/** A page on which `campaigns` are evaluated, and what stands on its stage. */
function aPage(campaigns: RunningCampaign[]) {
  const here = { url: 'https://shop.example/tea', language: 'en' }
  const seen = new Set<string>()
  const stage = { standing: null as string | null, told: [] as string[] }
  const decider = createDecider({
    ...{ campaigns, page: () => here },
    memory: { allows: ({ id }) => !seen.has(id), turn: () => seen.clear(), visit: { n: 1, at: 0 } },
    stage: {
      isTaken: () => stage.standing !== null,
      async show({ id }, isStill) {
        if (!isStill()) return
        seen.add(id)
        stage.standing = id
        stage.told.push(id)
      },
      dismiss: (id) => {
        if (!id || id === stage.standing) stage.standing = null
      },
      leave(isFit) {
        const one = campaigns.find(({ id }) => id === stage.standing)
        if (one && !isFit(one)) stage.standing = null
      },
    },
  })
  const happens = (sign: Trigger) => decider.happened((one) => JSON.stringify(one) === JSON.stringify(sign))
  return { ...{ decider, stage, here, happens }, ready: { type: 'time', seconds: 5 } as const }
}

describe('which campaign speaks', () => {
  it('is the first in their order whose trigger happened and whose conditions hold', () => {
    const elsewhere = aCampaign('1', { conditions: [{ type: 'url', is: true, patterns: ['/blog*'] }] })
    const { happens, ready, stage } = aPage([elsewhere, aCampaign('2'), aCampaign('3')])
    happens({ type: 'exit' })
    expect(stage.told).toEqual([])
    happens(ready)
    expect(stage.told).toEqual(['cmp_2'])
  })

  it('is one at a time: what happens while it stands is lost', () => {
    const second = aCampaign('2', { triggers: [{ type: 'exit' }] })
    const { happens, ready, stage, decider } = aPage([aCampaign('1'), second])
    happens(ready)
    happens({ type: 'exit' })
    decider.heard({ type: 'dismiss' })
    decider.heard({ type: 'attributes', attributes: {} })
    expect([stage.standing, stage.told]).toEqual([null, ['cmp_1']])
    happens({ type: 'exit' })
    expect(stage.told).toEqual(['cmp_1', 'cmp_2'])
  })

  it('waits for what the page says of its visitor', () => {
    const { happens, ready, stage, decider } = aPage([
      aCampaign('1', { conditions: [{ type: 'attribute', key: 'plan', op: 'is', value: 'pro' }] }),
    ])
    decider.heard({ type: 'attributes', attributes: { plan: 'free' } })
    happens(ready)
    expect(stage.told).toEqual([])
    decider.heard({ type: 'attributes', attributes: { plan: 'pro' } })
    expect(stage.told).toEqual(['cmp_1'])
  })

  it('knows nothing of the person before once he is gone', () => {
    const { happens, ready, stage, decider } = aPage([
      aCampaign('1', { conditions: [{ type: 'attribute', key: 'plan', op: 'is', value: 'pro' }] }),
    ])
    decider.heard({ type: 'attributes', attributes: { plan: 'pro' } })
    decider.heard({ type: 'attributes', attributes: null })
    happens(ready)
    expect(stage.told).toEqual([])
  })

  it('may hang on an event or a call by its name, and on what came with it', () => {
    const cart = aCampaign('1', {
      triggers: [{ type: 'event', name: 'cart filled' }],
      conditions: [{ type: 'attribute', key: 'gift', op: 'is', value: 'true' }],
    })
    const { stage, decider } = aPage([cart, aCampaign('2', { triggers: [{ type: 'js', name: 'help' }] })])
    decider.heard({ type: 'js', name: 'cart filled', attributes: { gift: true } })
    decider.heard({ type: 'event', name: 'cart filled', attributes: { gift: false } })
    expect(stage.told).toEqual([])
    decider.heard({ type: 'event', name: 'cart filled', attributes: { gift: true } })
    decider.heard({ type: 'dismiss', id: 'cmp_2' })
    expect(stage.standing).toBe('cmp_1')
    decider.heard({ type: 'dismiss', id: 'cmp_1' })
    decider.heard({ type: 'js', name: 'help' })
    expect(stage.told).toEqual(['cmp_1', 'cmp_2'])
  })
})

describe('another page', () => {
  it('forgets what happened, and takes away what does not fit there', () => {
    const here = aCampaign('1', { conditions: [{ type: 'url', is: true, patterns: ['/tea'] }] })
    const pro = aCampaign('2', { conditions: [{ type: 'attribute', key: 'plan', op: 'is', value: 'pro' }] })
    const { happens, ready, stage, decider, here: page } = aPage([here, pro])
    happens(ready)
    expect(stage.standing).toBe('cmp_1')
    page.url = 'https://shop.example/coffee'
    decider.turn()
    expect(stage.standing).toBeNull()
    decider.heard({ type: 'attributes', attributes: { plan: 'pro' } })
    expect(stage.told).toEqual(['cmp_1'])
    happens(ready)
    expect(stage.told).toEqual(['cmp_1', 'cmp_2'])
  })

  it('is watched for nothing where nothing can come', () => {
    const here = aCampaign('1', { conditions: [{ type: 'url', is: true, patterns: ['/tea'] }] })
    const later = aCampaign('2', { conditions: [{ type: 'attribute', key: 'plan', op: 'known', value: '' }] })
    const { decider, here: page } = aPage([here, { ...later, triggers: [{ type: 'exit' }] }])
    expect(decider.turn().map(({ type }) => type)).toEqual(['time', 'exit'])
    page.url = 'https://shop.example/coffee'
    expect(decider.turn().map(({ type }) => type)).toEqual(['exit'])
    const { decider: other, here: elsewhere } = aPage([here])
    elsewhere.url = 'https://shop.example/coffee'
    expect(other.turn()).toEqual([])
  })
})
