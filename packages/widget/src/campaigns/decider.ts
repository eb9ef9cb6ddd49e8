import type { RunningCampaign, Trigger } from '@parley/protocol'
import type { Said } from '../loader/frame.ts'
import { type Attributes, type Facts, holds } from './conditions.ts'
import type { Memory } from './memory.ts'
import type { Stage } from './stage.ts'

type Campaign = RunningCampaign
type Needs = {
  campaigns: readonly Campaign[]
  memory: Pick<Memory, 'allows' | 'turn' | 'visit'>
  stage: Pick<Stage, 'isTaken' | 'show' | 'dismiss' | 'leave'>
  page(): Pick<Facts, 'url' | 'language'>
}

/**
 * Which campaign speaks, and when: the first in their order whose trigger happened on this page view and whose conditions
 * hold. At most one at a time: what happens while one stands is lost.
 */
export function createDecider({ campaigns, memory, stage, page }: Needs) {
  const { visit } = memory
  let attributes: Attributes = {}
  /** Campaigns whose trigger happened, with what it said of the visitor. */
  const due = new Map<string, Attributes>()

  const facts = (more: Attributes = {}): Facts => ({
    ...{ ...page(), isOpen: null, visits: visit.n, referrer: visit.referrer ?? '', utm: visit.utm ?? {} },
    attributes: { ...attributes, ...more },
  })
  const fits = (one: Campaign, more?: Attributes) => one.conditions.every((condition) => holds(condition, facts(more)))

  function decide(): void {
    if (stage.isTaken()) return due.clear()
    const next = campaigns.find((one) => due.has(one.id) && memory.allows(one) && fits(one, due.get(one.id)))
    if (!next) return
    const more = due.get(next.id)
    due.clear()
    void stage.show(next, () => memory.allows(next) && fits(next, more))
  }
  function happened(isMeant: (trigger: Trigger) => boolean, more: Attributes = {}): void {
    for (const one of campaigns) if (one.triggers.some(isMeant)) due.set(one.id, more)
    decide()
  }

  return {
    happened,
    heard(said: Said): void {
      if (said.type === 'dismiss') return stage.dismiss(said.id)
      if (said.type !== 'attributes')
        return happened((trigger) => trigger.type === said.type && trigger.name === said.name, said.attributes)
      attributes = said.attributes ? { ...attributes, ...said.attributes } : {}
      decide()
    },
    /** Another page is looked at: what happened on the one before counts no more. Tells what to watch for on it. */
    turn(): Trigger[] {
      memory.turn()
      due.clear()
      stage.leave((one) => fits(one))
      const mayCome = (one: Campaign) =>
        memory.allows(one) && one.conditions.every((it) => it.type === 'attribute' || holds(it, facts()))
      return campaigns.filter(mayCome).flatMap((one) => one.triggers)
    },
  }
}
