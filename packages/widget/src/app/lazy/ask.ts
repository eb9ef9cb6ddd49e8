import type { Models } from '../models/models.ts'
import type { Kit } from '../ui/kit.ts'
import { type Asked, questionOf } from './question.ts'

type At = { kit: Kit; models: Models; root: ShadowRoot }

/** Puts a question over the chat; resolves to whether the answer is yes. */
export function ask({ kit, models, root }: At, asked: Asked): Promise<boolean> {
  const place = document.createElement('div')
  root.append(place)
  return new Promise((resolve) => {
    const answer = (isYes: boolean) => {
      kit.render(null, place)
      place.remove()
      resolve(isYes)
    }
    kit.render(questionOf(kit, models, asked, answer), place)
  })
}
