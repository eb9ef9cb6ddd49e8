import type { LogEvent } from '@parley/protocol'
import { describe, expect, it } from 'vitest'
import { AGENT, at, ME, OTHER_AGENT, VISITOR } from '../testing/records.ts'
import { linkedText } from '../ui/linked-text.ts'
import { contrast, reportOn } from './contrast.ts'
import { eventLine } from './events.ts'
import { fileSize, fileTypeLabel } from './files.ts'
import { parseOrigins } from './origins.ts'
import { waitOf } from './rows.ts'
import { dayLabel, localTime, shortAgo } from './times.ts'

const now = Date.parse(at(60))

describe('times', () => {
  it.each([
    [0.5, 'now'],
    [4, '4m'],
    [130, '2h'],
    [3 * 24 * 60, '3d'],
    [30 * 24 * 60, /\d+ \w+|\w+ \d+/],
  ])('%s minutes ago are short', (minutes, expected) => {
    expect(shortAgo(at(60 - minutes), now)).toMatch(expected)
  })

  it('names today, yesterday and other days', () => {
    const noon = new Date(2026, 2, 10, 12).getTime()
    const day = (back: number) => dayLabel(new Date(2026, 2, 10 - back, 8).toISOString(), noon)
    expect([day(0), day(1)]).toEqual(['Today', 'Yesterday'])
    expect(day(2)).toMatch(/Sunday/)
    expect(day(400)).toMatch(/2025/)
  })

  it('know the time where the visitor is, if the zone exists', () => {
    expect(localTime('Asia/Tokyo', Date.parse('2026-03-10T00:30:00Z'))).toMatch(/09:30/)
    expect(localTime('Nowhere/None', now)).toBeNull()
  })

  it('call a wait late after 15 minutes, and warn after 5', () => {
    const tones = [1, 6, 16].map((minutes) => waitOf({ waitingSince: at(60 - minutes) }, now)?.tone)
    expect(tones).toEqual(['ok', 'warn', 'bad'])
    expect(waitOf({ waitingSince: null }, now)).toBeNull()
  })
})

describe('files', () => {
  it('are told in figures that people use', () => {
    expect([fileSize(14), fileSize(1234), fileSize(1.3 * 1024 ** 2), fileSize(25 * 1024 ** 2)]).toEqual([
      '14 bytes',
      '1.2 kB',
      '1.3 MB',
      '25 MB',
    ])
  })

  it('have a tile of at most four letters', () => {
    expect([fileTypeLabel('a.tar.gz', ''), fileTypeLabel('README', 'text/markdown')]).toEqual(['GZ', 'MARK'])
  })
})

describe('text of people', () => {
  it('N40 has links where addresses stand, without the sentence around them', () => {
    expect(linkedText('See https://a.example/x_(y). Or mail me@b.example!').filter(({ href }) => href)).toEqual([
      { text: 'https://a.example/x_(y)', href: 'https://a.example/x_(y)' },
      { text: 'me@b.example', href: 'mailto:me@b.example' },
    ])
    expect(linkedText('(https://a.example/x)')[1]?.text).toBe('https://a.example/x')
  })

  it.each(['javascript:alert(1)', 'data:text/html,x', '<img src=x onerror=alert(1)>', 'vbscript:x'])(
    'N44 S8 makes no link of %s',
    (text) => {
      expect(linkedText(text)).toEqual([{ text, href: null }])
    },
  )

  it('is the same text when its parts are joined', () => {
    const text = 'a https://x.example/?q=1, (http://y.example) z@z.example. \n end'
    expect(
      linkedText(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text)
  })
})

describe('origins', () => {
  it('are cut from addresses, once each', () => {
    expect(parseOrigins('https://A.example/shop\nhttps://a.example, *.b.example http://localhost:*')).toEqual({
      origins: ['https://a.example', 'https://*.b.example', 'http://localhost:*'],
      wrong: [],
    })
  })

  it('that are none are named', () => {
    expect(parseOrigins('ftp://a.example https://a.example:99999999').wrong).toHaveLength(2)
  })
})

describe('a brand colour', () => {
  it('has the contrasts of look.md 3', () => {
    expect(contrast('#006677', '#ffffff')).toBeCloseTo(6.6, 1)
    expect(reportOn('#006677')).toMatchObject({ ink: 'white', isFillDarkened: false, isTextDarkened: false })
    expect(reportOn('#3b82f6')).toMatchObject({ ink: 'white', isFillDarkened: true, isTextDarkened: true })
    expect(reportOn('#f7d21e')).toMatchObject({ ink: 'dark', isTextDarkened: true })
  })
})

describe('an event line', () => {
  const people = { me: ME, nameOf: (id: string) => (id === OTHER_AGENT ? 'Tomas' : null) }
  const line = (event: Partial<LogEvent>) =>
    eventLine({ actor: AGENT, ts: at(0), channel: 'chat', cmid: 'c', ...event } as LogEvent, people).text

  it.each([
    [{ kind: 'conv.assign', body: { assigneeId: ME, from: null, name: 'Ada' } }, 'You took this conversation'],
    [{ kind: 'conv.assign', body: { assigneeId: OTHER_AGENT, from: null, name: null } }, 'You assigned it to Tomas'],
    [{ kind: 'conv.assign', body: { assigneeId: null, from: ME, name: null } }, 'You put it back into the queue'],
    [{ kind: 'conv.status', body: { status: 'closed' }, actor: VISITOR }, 'Priya closed it'],
    [{ kind: 'conv.tag', body: { add: [], remove: ['vip'] } }, 'You removed the tag vip'],
    [{ kind: 'conv.field', body: { key: 'name', value: 'Priya' } }, 'The visitor gave a name: Priya'],
    [{ kind: 'conv.later', body: {} }, 'Something happened that this version cannot show'],
    [{ kind: 'conv.later', body: { fallback: 'Tea or coffee?' } }, 'Tea or coffee?'],
  ])('%o is one sentence', (event, text) => {
    expect(line(event as Partial<LogEvent>)).toBe(text)
  })
})
