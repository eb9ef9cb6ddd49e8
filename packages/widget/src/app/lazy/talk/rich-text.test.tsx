import { h, render } from 'preact'
import { describe, expect, it } from 'vitest'
import { richTextOf } from './rich-text.ts'

const richText = richTextOf({ h })

function shown(text: string): HTMLElement {
  const place = document.createElement('div')
  render(richText(text), place)
  return place
}

describe('the text of a message', () => {
  it('S8 links what begins with a known scheme, without the punctuation of the sentence', () => {
    const link = shown('See https://example.com/a?b=1. Or not.').querySelector('a')
    expect(link?.getAttribute('href')).toBe('https://example.com/a?b=1')
    expect(link?.rel).toBe('noopener noreferrer nofollow ugc')
  })

  it.each([
    'javascript:alert(1)',
    'JaVa\tscript:alert(1)',
    'data:text/html,<script>1</script>',
    'vbscript:x',
    'blob:https://example.com/1',
    '//evil.example',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
  ])('N40 N41 shows %s as text', (text) => {
    const place = shown(text)
    expect(place.textContent).toBe(text)
    expect(place.querySelectorAll('a, img, script')).toHaveLength(0)
  })
})
