import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPageMark } from './page-mark.ts'

describe('the mark on the page of a tab that nobody looks at', () => {
  beforeEach(() => {
    document.head.innerHTML = '<title> Shop \n</title><link rel="icon" href="data:image/png;base64,AA">'
  })
  afterEach(() => {
    document.head.innerHTML = ''
  })
  const title = () => document.querySelector('title')?.textContent
  const head = () => document.head.innerHTML

  it('counts ahead of the title and gives it back exactly, in the node that the page holds', () => {
    const before = head()
    const node = document.querySelector('title')?.firstChild
    const mark = createPageMark(document)
    mark.set(1)
    mark.set(2)
    expect(title()).toBe('(2)  Shop \n')
    mark.set(0)
    expect(head()).toBe(before)
    expect(document.querySelector('title')?.firstChild).toBe(node)
  })

  it('leaves what the page changed meanwhile', () => {
    const mark = createPageMark(document)
    mark.set(1)
    document.title = 'Basket'
    mark.set(0)
    expect(title()).toBe('Basket')
  })

  it('makes no title where there is none', () => {
    document.head.innerHTML = ''
    const mark = createPageMark(document)
    mark.set(3)
    expect(head()).toBe('')
    mark.set(0)
    expect(head()).toBe('')
  })
})
