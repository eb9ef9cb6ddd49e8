import { TEXT_KEYS } from '@parley/protocol/look'
import { describe, expect, it } from 'vitest'
import { en } from './en.ts'
import { texts } from './more/en.ts'

const ours: Record<string, string> = { ...en, ...texts }

describe('the words that an operator may put his own in place of', () => {
  it.each(Object.entries(TEXT_KEYS))('%s are words of the widget, with its values', (key, values) => {
    const named = [...(ours[key] ?? '{there is none}').matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    expect([...values]).toEqual(named)
  })
})
