import type { VisitorClient } from '@parley/client/visitor'
import { computed, createModel, effect, signal } from '@preact/signals-core'

/** look.md: after 2 s without a line; danger after 30 s; "back online" for 3 s. */
const WARN_MS = 2_000
const DANGER_MS = 30_000
const BACK_MS = 3_000

/** What the visitor is told of his line to the server, and how loud. */
export type Line = 'fine' | 'warn' | 'danger' | 'ok' | 'refused'

export const LineModel = createModel((connection: VisitorClient['connection']) => {
  const level = signal<Exclude<Line, 'refused'>>('fine')
  const isDown = computed(() => {
    const state = connection.value
    return state.phase === 'waiting' || (state.phase === 'connecting' && state.downSince !== null)
  })

  effect(() => {
    const isOver = !isDown.value
    if (isOver && (level.peek() === 'fine' || connection.value.phase !== 'online')) return
    const later = (next: 'fine' | 'warn' | 'danger', ms: number) =>
      setTimeout(() => {
        level.value = next
      }, ms)
    if (isOver) level.value = 'ok'
    const timers = isOver ? [later('fine', BACK_MS)] : [later('warn', WARN_MS), later('danger', DANGER_MS)]
    return () => timers.forEach(clearTimeout)
  })

  return {
    line: computed<Line>(() => {
      const state = connection.value
      return state.phase === 'stopped' && state.reason === 'forbidden' ? 'refused' : level.value
    }),
  }
})
export type LineModel = InstanceType<typeof LineModel>
