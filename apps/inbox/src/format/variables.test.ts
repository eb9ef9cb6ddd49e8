import { describe, expect, it } from 'vitest'
import { filled, missingIn, type Values } from './variables.ts'

const PRIYA: Values = new Map([
  ['visitor.name', 'Priya Nair'],
  ['agent.name', 'Ada'],
  ['field.note', 'owes us 400'],
])

describe('variables', () => {
  it.each([
    ['Hello {{visitor.name}}', 'Hello Priya Nair'],
    ['Hello {{ visitor.name | there }}', 'Hello Priya Nair'],
    ['Hello {{visitor.first_name|there}}, {{agent.name}} here', 'Hello there, Ada here'],
    ['{{field.note}}', 'owes us 400'],
    ['{{field.other|none}}', 'none'],
    ['{{visitor.email}}', '{{visitor.email}}'],
  ])('fills in %j', (text, expected) => expect(filled(text, PRIYA)).toBe(expected))

  it.each([
    "{{constructor.constructor('alert(1)')()}}",
    `$\{7*7}`,
    '<%= 7*7 %>',
    '{{7*7}}',
    '{{visitor.name.toString}}',
    '{visitor.name}',
    '{{}}',
  ])('N44 leaves %j as the text that it is', (text) => {
    expect(filled(text, PRIYA)).toBe(text)
    expect(missingIn(text, PRIYA)).toEqual([])
  })

  it.each(['constructor', '__proto__', 'toString', 'visitor.constructor', 'field.__proto__'])(
    'N44 knows nothing of %s, which every object has',
    (name) => expect(filled(`{{${name}}}`, PRIYA)).toBe(`{{${name}}}`),
  )

  it('does not fill in what a visitor calls himself', () => {
    const values = new Map([...PRIYA, ['visitor.name', '{{field.note}}'], ['visitor.first_name', '{{{{field.note}}}}']])
    const once = filled('Hello {{visitor.name}}, {{visitor.first_name}}', values)
    expect(filled(once, values)).not.toContain('400')
    expect(missingIn('Hello {{visitor.name}}', values)).toEqual([])
  })

  it('tells what is missing, where and as it is written', () => {
    expect(missingIn('To {{visitor.email}} and {{visitor.phone|}}', PRIYA)).toEqual([
      { written: '{{visitor.email}}', name: 'visitor.email', at: 3 },
      { written: '{{visitor.phone|}}', name: 'visitor.phone', at: 25 },
    ])
  })

  it('takes no time over texts made to take it', () => {
    const text = '{{'.repeat(5_000) + ' '.repeat(5_000)
    expect(filled(text, PRIYA)).toBe(text)
  })
})
