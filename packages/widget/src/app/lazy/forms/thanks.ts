import type { ComponentType } from 'preact'
import type { FormsProps } from '../../models/models.ts'
import type { Kit } from '../../ui/kit.ts'

/** A weekday and an hour in the visitor's language and zone. */
export function dayAndHour({ formats }: Kit, at: string): string {
  const parts = { weekday: 'long', hour: 'numeric', minute: '2-digit' } as const
  return new Date(at).toLocaleString(formats.value, parts)
}

/** Under the message that was left while nobody was there. */
export function createThanks(kit: Kit): ComponentType<FormsProps> {
  const { h, view, t, icon } = kit
  return view<FormsProps>(({ models: { options } }) => () => {
    const at = options.value?.availability.reopensAt
    return h(
      'div',
      { class: 'card left', role: 'status' },
      h('b', null, icon('check'), t('offline_thanks')),
      h('p', null, at ? t('offline_answer', { time: dayAndHour(kit, at) }) : t('offline_soon')),
    )
  })
}
