import { describe, expect, it } from 'vitest'
import { type Block, type Inline, parseMarkup, plainText } from './markup.ts'

/** As HTML would be written, which nothing but this test does. */
const shown = (parts: readonly Inline[]): string =>
  parts.map((part) => (typeof part === 'string' ? part : `<${part.is}>${shown(part.in)}</${part.is}>`)).join('')
const blockShown = (block: Block): string => {
  if (block.is === 'pre') return `<pre>${block.text}</pre>`
  const inside = 'items' in block ? block.items.map((item) => `<li>${shown(item)}</li>`).join('') : shown(block.in)
  return block.is === 'p' ? inside : `<${block.is}>${inside}</${block.is}>`
}
const markup = (text: string) => parseMarkup(text).map(blockShown).join('\n')

describe('markup', () => {
  it.each([
    [
      '**bold** and *slanted* and _slanted_ and __bold__',
      '<b>bold</b> and <i>slanted</i> and <i>slanted</i> and <b>bold</b>',
    ],
    ['~~gone~~ `a*b*c`', '<s>gone</s> <c>a*b*c</c>'],
    ['**bold and *both* too**', '<b>bold and <i>both</i> too</b>'],
    ['***all***', '<b><i>all</i></b>'],
    ['[the shop](https://shop.example/a_b_c)', '<a>the shop</a>'],
    [
      'see https://shop.example/a_b_c, or *https://x.example*',
      'see <a>https://shop.example/a_b_c</a>, or <i><a>https://x.example</a></i>',
    ],
    [
      '- one\n- *two*\n\n1. first\n2. second',
      '<ul><li>one</li><li><i>two</i></li></ul>\n<ol><li>first</li><li>second</li></ol>',
    ],
    ['> you said\n> this\nyes', '<quote>you said\nthis</quote>\nyes'],
    ['```js\nlet a = **b**\n```', '<pre>let a = **b**</pre>'],
    ['a\n\nb', 'a\n\nb'],
  ])('shows %j', (text, expected) => {
    expect(markup(text)).toBe(expected)
  })

  it.each([
    '5 * 3 * 2, 5*3*2, snake_case_name',
    '**never closed',
    'a ** b ** c',
    '`half',
    '```\nnever closed',
    '[script](javascript:alert(1))',
    '[data](data:text/html,x)',
    '****',
    '-not a list',
    '2020.is a year',
    '<b>no</b> <script>alert(1)</script>',
  ])('leaves %j as it is', (text) => {
    expect(markup(text)).toBe(text)
  })

  it('an escaped mark is the character', () => {
    expect(markup('\\*not\\* \\`this\\`')).toBe('*not* `this`')
  })

  it('S8 makes links of web, mail and telephone addresses alone', () => {
    const hrefs: string[] = []
    const collect = (parts: readonly Inline[]): void => {
      for (const part of parts) {
        if (typeof part === 'string') continue
        if (part.is === 'a') hrefs.push(part.href)
        collect(part.in)
      }
    }
    const text =
      '[a](JavaScript:alert(1)) [b](vbscript:x) javascript:alert(1) [c](HTTPS://ok.example) tel:+44 x:https://no.example'
    for (const block of parseMarkup(text)) if ('in' in block) collect(block.in)
    expect(hrefs).toEqual(['HTTPS://ok.example', 'tel:+44'])
  })

  it('starts a list at its own number', () => {
    expect(parseMarkup('7. seven\n8. eight')[0]).toMatchObject({ is: 'ol', start: 7 })
  })

  it('says the same without marks on one line', () => {
    expect(plainText('**Hi** *there*\n- one\n- two')).toBe('Hi there one two')
  })

  it.each([
    '*',
    '_',
    '**a ',
    '`',
    '[',
    '[a](',
    '](',
    '~~',
    '> ',
    '- ',
    '*a_',
    '\\',
    'http://',
    '```\n',
    '1. ',
    '*_~~__**',
  ])('S8 is done in no time with ten thousand of %j', (piece) => {
    const text = piece.repeat(Math.ceil(10_000 / piece.length))
    const began = performance.now()
    parseMarkup(text)
    plainText(text)
    // Quadratic work would take a hundred times as long; the bound leaves room for a busy machine.
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})
