import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Hours, isOpenAt, nextChange } from './index.ts'

type Ranges = Hours['week'][number]

const MINUTE = 60_000
const NONE: Ranges[] = [[], [], [], [], [], [], []]
const range = (from: string, to: string) => ({ from: minutes(from), to: minutes(to) })
const daily = (zone: string, ...ranges: Ranges): Hours => ({
  ...{ on: true, zone, week: NONE.map(() => ranges), exceptions: [] },
})
const at = (iso: string) => new Date(iso)

function minutes(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  return hour * 60 + minute
}

/** Openings and closings from `from` on, in UTC to the minute. */
function changes(hours: Hours, from: string, count: number): string[] {
  const found: string[] = []
  for (let now: Date | undefined = at(from); now && found.length < count; ) {
    const next = nextChange(hours, now)
    if (next) found.push(`${next.opens ? 'opens' : 'closes'} ${next.at.toISOString().slice(0, 16)}`)
    now = next?.at
  }
  return found
}

describe('business hours', () => {
  it('are always while they are switched off', () => {
    const hours = { ...daily('UTC'), on: false }
    expect(isOpenAt(hours, at('2026-11-22T03:00:00Z'))).toBe(true)
    expect(nextChange(hours, at('2026-11-22T03:00:00Z'))).toBeNull()
  })

  it('hold in the zone of the site, from the first minute and not in the last', () => {
    const hours = daily('Asia/Kathmandu', range('9:00', '17:00')) // UTC+5:45
    expect(isOpenAt(hours, at('2026-11-23T03:14:59Z'))).toBe(false)
    expect(isOpenAt(hours, at('2026-11-23T03:15:00Z'))).toBe(true)
    expect(isOpenAt(hours, at('2026-11-23T11:14:59Z'))).toBe(true)
    expect(isOpenAt(hours, at('2026-11-23T11:15:00Z'))).toBe(false)
  })

  it('may have several ranges a day and close on other days', () => {
    const week = [[range('9:00', '12:00'), range('13:00', '17:00')], ...NONE.slice(1)] // Monday
    const hours = { ...daily('Europe/Berlin'), week }
    expect(changes(hours, '2026-11-22T00:00:00Z', 5)).toEqual([
      'opens 2026-11-23T08:00',
      'closes 2026-11-23T11:00',
      'opens 2026-11-23T12:00',
      'closes 2026-11-23T16:00',
      'opens 2026-11-30T08:00',
    ])
  })

  it('may go over midnight, and on into the next morning without a break', () => {
    const week = [[range('22:00', '0:00')], [range('0:00', '2:30'), range('20:00', '4:00')], ...NONE.slice(2)]
    expect(changes({ ...daily('UTC'), week }, '2026-11-23T12:00:00Z', 4)).toEqual([
      'opens 2026-11-23T22:00',
      'closes 2026-11-24T02:30',
      'opens 2026-11-24T20:00',
      'closes 2026-11-25T04:00',
    ])
  })

  it('may be round the clock', () => {
    for (const all of [range('0:00', '24:00'), range('9:00', '9:00')]) {
      const hours = daily('America/New_York', all)
      expect(isOpenAt(hours, at('2026-11-01T05:30:00Z'))).toBe(true)
      expect(nextChange(hours, at('2026-11-01T05:30:00Z'))).toBeNull()
    }
  })

  it('tell that nothing ever opens', () => {
    expect(nextChange(daily('UTC'), at('2026-11-22T00:00:00Z'))).toBeNull()
  })
})

describe('exceptions of the week', () => {
  const hours: Hours = {
    ...daily('Europe/Berlin', range('9:00', '17:00')),
    exceptions: [
      { from: '2025-12-24', to: '2026-01-01', yearly: true, ranges: [] },
      { from: '2026-12-28', to: '2026-12-28', yearly: false, ranges: [range('10:00', '11:00')] },
    ],
  }

  it('come every year, over the end of it too; the shortest holds', () => {
    expect(changes(hours, '2026-12-23T12:00:00Z', 5)).toEqual([
      'closes 2026-12-23T16:00',
      'opens 2026-12-28T09:00',
      'closes 2026-12-28T10:00',
      'opens 2027-01-02T08:00',
      'closes 2027-01-02T16:00',
    ])
  })

  it('leave the night alone that began the day before', () => {
    const nights = { ...hours, week: NONE.map(() => [range('22:00', '2:00')]) }
    expect(isOpenAt(nights, at('2026-12-24T00:30:00Z'))).toBe(true)
    expect(isOpenAt(nights, at('2026-12-24T22:30:00Z'))).toBe(false)
  })
})

describe('the days on which clocks are moved', () => {
  it('Europe/Berlin: what lies in the skipped hour does not take place, what begins in it begins with the jump', () => {
    expect(changes(daily('Europe/Berlin', range('2:10', '2:50')), '2026-03-28T12:00:00Z', 2)).toEqual([
      'opens 2026-03-30T00:10',
      'closes 2026-03-30T00:50',
    ])
    expect(changes(daily('Europe/Berlin', range('2:30', '5:00')), '2026-03-28T12:00:00Z', 2)).toEqual([
      'opens 2026-03-29T01:00',
      'closes 2026-03-29T03:00',
    ])
  })

  it('America/New_York: the hour that comes twice opens once, and one that spans it is an hour longer', () => {
    expect(changes(daily('America/New_York', range('1:15', '1:45')), '2026-11-01T03:00:00Z', 3)).toEqual([
      'opens 2026-11-01T05:15',
      'closes 2026-11-01T05:45',
      'opens 2026-11-02T06:15',
    ])
    expect(changes(daily('America/New_York', range('22:00', '4:00')), '2026-10-31T20:00:00Z', 2)).toEqual([
      'opens 2026-11-01T02:00',
      'closes 2026-11-01T09:00',
    ])
  })

  it('Australia/Lord_Howe: half an hour', () => {
    expect(changes(daily('Australia/Lord_Howe', range('1:45', '2:15')), '2026-04-04T10:00:00Z', 3)).toEqual([
      'opens 2026-04-04T14:45',
      'closes 2026-04-04T15:45',
      'opens 2026-04-05T15:15',
    ])
    expect(changes(daily('Australia/Lord_Howe', range('2:05', '2:25')), '2026-10-03T10:00:00Z', 1)).toEqual([
      'opens 2026-10-04T15:05',
    ])
  })

  it('America/Sao_Paulo: midnight itself was skipped', () => {
    expect(changes(daily('America/Sao_Paulo', range('0:00', '3:00')), '2018-11-03T12:00:00Z', 2)).toEqual([
      'opens 2018-11-04T03:00',
      'closes 2018-11-04T05:00',
    ])
  })

  it('Pacific/Apia: a whole day was', () => {
    const week = NONE.map((_, day) => (day === 4 ? [range('9:00', '17:00'), range('20:00', '4:00')] : [])) // Friday
    expect(changes({ ...daily('Pacific/Apia'), week }, '2011-12-29T00:00:00Z', 1)).toEqual(['opens 2012-01-05T19:00'])
    expect(changes(daily('Pacific/Apia', range('9:00', '17:00')), '2011-12-29T19:30:00Z', 3)).toEqual([
      'closes 2011-12-30T03:00',
      'opens 2011-12-30T19:00',
      'closes 2011-12-31T03:00',
    ])
  })
})

const ZONES = [
  ...[
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Pacific/Apia',
    'Africa/Casablanca',
  ],
]
/** From here on a year and a bit, minute by minute. */
const BEGIN = Date.parse('2026-01-01T00:00:00Z')
const YEAR_MINUTES = 370 * 1440

type Wall = { day: number; minute: number }

/** What the wall clock shows at each minute: a plain walk that knows nothing of how the code looks for moments. */
function wallClock(zone: string): Wall[] {
  const writer = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  return Array.from({ length: YEAR_MINUTES }, (_, index) => {
    const [date = '', clock = ''] = writer.format(BEGIN + index * MINUTE).split(' ')
    return { day: Date.parse(date) / 86_400_000, minute: minutes(clock) }
  })
}

const walls = new Map<string, Wall[]>()
const wallOf = (zone: string) => {
  const wall = walls.get(zone) ?? wallClock(zone)
  walls.set(zone, wall)
  return wall
}

/**
 * Whether it is open at each minute, by walking: a range begins at the first minute that shows its beginning or later, and
 * ends at the first that shows its end or later.
 */
function walked({ zone, week }: Hours): boolean[] {
  const wall = wallOf(zone)
  const open = wall.map(() => false)
  const firstOf = new Map<number, number>()
  for (const [index, { day }] of wall.entries()) if (!firstOf.has(day)) firstOf.set(day, index)
  for (const [day, first] of firstOf)
    for (const range of week[(day + 3) % 7] ?? []) walk(wall, open, { day, first, ...range })
  return open
}

function walk(wall: Wall[], open: boolean[], at: { day: number; first: number; from: number; to: number }): void {
  const { day, first, from, to } = at
  const until = to <= from ? 1440 + to : to
  const shows = (index: number) => {
    const one = wall[index]
    return one ? (one.day - day) * 1440 + one.minute : Infinity
  }
  let index = first
  while (shows(index) < from) index++
  for (; shows(index) < until; index++) open[index] = true
}

describe('minute by minute over a year', () => {
  const clock = fc.integer({ min: 0, max: 1439 })
  const ranges = fc.array(fc.record({ from: clock, to: clock }), { maxLength: 2 })
  const week = fc.array(ranges, { minLength: 7, maxLength: 7 })

  it.each(ZONES)(
    '%s opens and closes when the wall clock says so',
    async (zone) => {
      await fc.assert(
        fc.property(week, (given) => {
          const hours: Hours = { on: true, zone, week: given, exceptions: [] }
          const open = walked(hours)
          const expected = open.flatMap((is, index) =>
            index > 2880 && is !== open[index - 1] ? [BEGIN + index * MINUTE] : [],
          )
          const found: number[] = []
          for (let now = BEGIN + 2880 * MINUTE; found.length < expected.length; ) {
            const next = nextChange(hours, new Date(now))
            if (!next) break
            expect(isOpenAt(hours, next.at)).toBe(next.opens)
            now = next.at.getTime()
            found.push(now)
          }
          expect(found).toEqual(expected)
        }),
        { numRuns: 3, seed: 20_261_121 },
      )
    },
    60_000,
  )
})
