import type { ComponentType } from 'preact'
import type { FormsProps } from '../models/models.ts'
import type { Kit } from '../ui/kit.ts'
import { createAway } from './forms/away.ts'
import { createCapture } from './forms/capture.ts'
import { createConsent } from './forms/consent.ts'
import { createPage } from './forms/page.ts'
import { createThanks } from './forms/thanks.ts'
import css from './forms.css'

/** What the visitor is asked: before the chat, in its place while closed, and in the thread. */
export function create(kit: Kit): ComponentType<FormsProps> {
  const parts = {
    form: createPage(kit),
    consent: createConsent(kit),
    away: createAway(kit),
    offline: createThanks(kit),
    email: createCapture(kit),
    phone: createCapture(kit),
  }
  return kit.view<FormsProps>(({ models }) => {
    models.adopt(css)
    return (props) => kit.h(parts[props.part], props)
  })
}
