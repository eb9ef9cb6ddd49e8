import { parseMarkup } from '@parley/ui/markup'
import { describe, expect, it } from 'vitest'
import { continued, type Edit, linked, type Mark, marked } from './markdown-edit.ts'

/** `a [b] c`: what is selected stands in brackets. */
function selected(text: string) {
  const [from, to] = [text.indexOf('‹'), text.indexOf('›') - 1]
  return { value: text.replace(/[‹›]/g, ''), from, to }
}
function done(text: string, edit: (selection: ReturnType<typeof selected>) => Edit | null): string | null {
  const selection = selected(text)
  const made = edit(selection)
  if (!made) return null
  const value = selection.value.slice(0, made.from) + made.text + selection.value.slice(made.to)
  const [from, to] = made.select
  return `${value.slice(0, from)}‹${value.slice(from, to)}›${value.slice(to)}`
}

describe('marks around what is selected', () => {
  it.each<[string, Mark, string]>([
    ['a ‹b› c', '**', 'a **‹b›** c'],
    ['a **‹b›** c', '**', 'a ‹b› c'],
    ['a ‹**b**› c', '**', 'a ‹b› c'],
    ['a **‹b›** c', '*', 'a ***‹b›*** c'],
    ['a ***‹b›*** c', '*', 'a **‹b›** c'],
    ['a ***‹b›*** c', '**', 'a *‹b›* c'],
    ['‹›', '*', '*‹›*'],
    ['*‹›*', '*', '‹›'],
    ['run ‹ls›', '`', 'run `‹ls›`'],
  ])('%j with %s', (before, mark, after) => expect(done(before, (one) => marked(one, mark))).toBe(after))

  it('mean what readers see', () => {
    const edit = marked(selected('a ‹b› c'), '**')
    expect(parseMarkup(`a ${edit.text} c`)).toEqual([{ is: 'p', in: ['a ', { is: 'b', in: ['b'] }, ' c'] }])
  })
})

describe('an address that is pasted over words', () => {
  it('becomes their link', () => {
    expect(done('see ‹here›.', (one) => linked(one, ' https://a.example/b '))).toBe(
      'see [here](https://a.example/b)‹›.',
    )
  })
  it.each([
    ['‹›', 'https://a.example'],
    ['‹here›', 'javascript:alert(1)'],
    ['‹here›', 'two words'],
    ['‹a\nb›', 'https://a.example'],
    ['‹https://b.example›', 'https://a.example'],
    ['‹[x]›', 'https://a.example'],
    ['‹here›', 'https://a.example/(b)'],
  ])('stays what it is over %j: %s', (text, pasted) => expect(done(text, (one) => linked(one, pasted))).toBeNull())
})

describe('a new line in a list', () => {
  it.each([
    ['- one‹›', '- one\n- ‹›'],
    ['1. one‹›', '1. one\n2. ‹›'],
    ['9) nine‹›', '9) nine\n10) ‹›'],
    ['a\n* b‹› c', 'a\n* b\n* ‹› c'],
    ['- one\n- ‹›', '- one\n‹›'],
  ])('%j', (before, after) => expect(done(before, continued)).toBe(after))
  it.each(['one‹›', '-one‹›', '‹›- one', '1.5 kg‹›'])('%j is none', (text) => expect(done(text, continued)).toBeNull())
})
