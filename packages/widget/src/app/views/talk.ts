import { signal } from '@preact/signals-core'
import type { create } from '../lazy/talk.ts'
import { fetched } from '../ui/kit.ts'

/** What draws a conversation; null until it came. A chat that is only looked at does without. */
export const talking = signal<ReturnType<typeof create> | null>(null)
/** Whether it did not come when it was asked for last. */
export const isLost = signal(false)
let isAsked = false

/** Fetches it, unless it is here or on its way; where the line is down the next call asks again. */
export async function fetchTalk(): Promise<void> {
  if (isAsked) return
  isAsked = true
  try {
    talking.value = await fetched(() => import('../lazy/talk.ts'))
  } catch {
    isLost.value = true
    isAsked = false
  }
}
