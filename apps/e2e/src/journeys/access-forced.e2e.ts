import { afterAll, describe, expect, it } from 'vitest'
import { forcedFindings } from '../harness/forced.ts'
import { useStage } from '../harness/stage.ts'
import { decide, type Look, SITUATIONS, throughChat } from '../pages/widget-states.ts'
import { beginWalk } from '../pages/widget-walk.ts'

const stage = useStage()

/** What closes when the focus goes elsewhere: its rings are seen by the journey of the keyboard. */
const FLEETING = /menu|question|emoji|record|bubble|offline|window/

function judge(found: string[]): Look {
  return async ({ page }, name) => {
    const wrong = await forcedFindings(page, { rings: !FLEETING.test(name) })
    found.push(...wrong.map((one) => `${name}: ${one}`))
  }
}

describe('where the system decides the colours', () => {
  afterAll(() => decide(stage))

  it('every state of a thread keeps its edges, drawings, states and rings', async () => {
    const found: string[] = []
    const walk = await beginWalk(stage, 'en')
    await throughChat(walk, judge(found))
    await walk.context.close()
    expect(found).toEqual([])
  }, 120_000)

  it.each(SITUATIONS)(
    'so does a site %s',
    async (_, options, through) => {
      await decide(stage, options)
      const found: string[] = []
      const walk = await beginWalk(stage, 'en')
      await through(walk, judge(found))
      await walk.context.close()
      expect(found).toEqual([])
    },
    120_000,
  )
})
