import { describe, expect, it } from 'vitest'
import { judgeRich, newField, newRich, type RichDraft, richBody } from './rich-draft.ts'

const same = (text: string) => text
const aDraft = (change: Partial<RichDraft>): RichDraft => ({
  ...newRich('buttons'),
  text: 'Which one?',
  title: 'Tea',
  ...change,
})

describe('rich messages', () => {
  it('are made of the buttons that have words', () => {
    const buttons = [
      { label: ' Green ', url: '' },
      { label: 'See all', url: 'https://shop.example/tea' },
      { label: '', url: '' },
    ]
    expect(richBody(aDraft({ buttons }), same)).toEqual({
      ...{ v: 1, type: 'buttons', text: 'Which one?' },
      buttons: [
        { type: 'reply', label: 'Green' },
        { type: 'link', label: 'See all', url: 'https://shop.example/tea' },
      ],
    })
    expect(richBody(aDraft({ kind: 'quick_replies', buttons }), same)).toMatchObject({
      replies: [
        { type: 'reply', label: 'Green' },
        { type: 'reply', label: 'See all' },
      ],
    })
    expect(richBody(aDraft({ kind: 'card', buttons }), (text) => `${text}!`)).toMatchObject({
      card: { title: 'Tea!', text: 'Which one?!', actions: [{ label: 'Green' }, { type: 'link' }] },
    })
  })

  it('keep the answers of a form under names of their own', () => {
    const label = (text: string, change: object = {}) => ({ ...newField(), label: text, ...change })
    const fields = [
      label('Order number'),
      label('Order number'),
      label('Grüße'),
      label('注文'),
      label('Message'),
      label('Your address', { type: 'email' }),
      label('Size', { type: 'radio', choices: ['S', ' L ', 'S', ''] }),
    ]
    const body = richBody(aDraft({ kind: 'form', fields }), same)
    expect(body.type === 'form' && body.form.fields.map(({ key }) => key)).toEqual([
      ...['order_number', 'order_number_2', 'gru_e', 'field', 'message_2', 'email', 'size'],
    ])
    expect(body.type === 'form' && body.form.fields.at(-1)?.choices.map(({ value }) => value)).toEqual(['S', 'L'])
  })

  it.each<[string, Partial<RichDraft>, string[]]>([
    ['buttons without words', {}, ['button-0']],
    ['buttons without a question', { text: ' ', buttons: [{ label: 'a', url: '' }] }, ['text']],
    ['a link that is none', { buttons: [{ label: 'a', url: 'javascript:alert(1)' }] }, ['button-0']],
    [
      'a link without words',
      {
        buttons: [
          { label: 'a', url: '' },
          { label: '', url: 'https://a.example' },
        ],
      },
      ['button-1'],
    ],
    [
      'the same words twice',
      {
        buttons: [
          { label: 'a', url: '' },
          { label: 'a ', url: '' },
        ],
      },
      ['button-0', 'button-1'],
    ],
    ['a card without a title', { kind: 'card', title: '' }, ['title']],
    ['a variable', { text: '{{visitor.name}}', buttons: [{ label: 'a', url: '' }] }, ['text']],
    ['a field without a question', { kind: 'form' }, ['field-0']],
    ['a choice of nothing', { kind: 'form', fields: [{ ...newField(), label: 'a', type: 'select' }] }, ['field-0']],
    ['a card without buttons', { kind: 'card' }, []],
  ])('%s is told beside its field', (_what, change, wrong) =>
    expect(Object.keys(judgeRich(aDraft(change)))).toEqual(wrong),
  )
})
