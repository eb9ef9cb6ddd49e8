import type { ComponentType } from 'preact'
import type { WithModels } from '../models/models.ts'
import type { Kit } from '../ui/kit.ts'
import css from './typing-preview.css'

/** Between two previews, ms: the server passes on four frames a second, and that he types is one. */
const EVERY_MS = 400
/** As the protocol limits it. */
const MOST = 500

/** Says that the team can see what is typed, and shows it to them. Nothing goes out before the first message is stored. */
export function create({ h, view, t }: Kit): ComponentType<WithModels> {
  return view<WithModels>(({ models: { adopt, composer, chat } }, life) => {
    let isWaiting = false
    let told = ''
    adopt(css)
    const tell = () => {
      isWaiting = false
      const text = composer.about.peek()?.save ? '' : composer.draft.peek().slice(-MOST)
      const handle = chat.handle.peek()
      if (!text || text === told || !handle?.id.peek()) return
      handle.preview(text)
      told = text
    }
    life.drawn = () => {
      if (!composer.draft.peek()) told = ''
      if (isWaiting || !composer.draft.peek()) return
      isWaiting = true
      setTimeout(tell, EVERY_MS)
    }
    return () => {
      composer.draft.value // drawn again, and told, with every key
      return h('p', { class: 'told' }, t('preview_told'))
    }
  })
}
