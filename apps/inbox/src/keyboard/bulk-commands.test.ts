import { describe, expect, it } from 'vitest'
import type { Workbench } from '../models/workbench.ts'
import { runForSelection } from './bulk-commands.ts'

/** Whether a key that makes conversations wait was taken by the selection, and what it did. */
function pending({ screen, selected }: { screen: string; selected: number }) {
  const done: object[] = []
  const bench = {
    router: { route: { peek: () => ({ screen }) } },
    bulk: { count: { peek: () => selected }, start: (action: object) => void done.push(action) },
  }
  return { isTaken: runForSelection(bench as unknown as Workbench, 'pending'), done }
}

describe('keys of a selection', () => {
  it('are for all of it while it is on screen', () => {
    const waiting = { isTaken: true, done: [{ type: 'status', status: 'pending' }] }
    expect(pending({ screen: 'conversations', selected: 2 })).toEqual(waiting)
    expect(pending({ screen: 'conversations', selected: 0 })).toEqual({ isTaken: false, done: [] })
  })

  it.each(['contacts', 'team', 'search', 'settings', 'visitors'])(
    'do nothing to it on another screen: %s',
    (screen) => {
      expect(pending({ screen, selected: 2 })).toEqual({ isTaken: false, done: [] })
    },
  )
})
