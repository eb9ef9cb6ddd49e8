import { describe, expect, it } from 'vitest'
import { csvLine, delimiterOf, encodingOf, parseCsv } from './csv.ts'

describe('CSV', () => {
  it.each([
    [
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\r\n"1,2","say ""hi"""\r\n',
      [
        ['a', 'b'],
        ['1,2', 'say "hi"'],
      ],
    ],
    ['a\r"two\nlines"\r', [['a'], ['two\nlines']]],
    [
      'a,b,\n,,\n\n1,,3',
      [
        ['a', 'b', ''],
        ['1', '', '3'],
      ],
    ],
    ['a,"b"c,d\n', [['a', '"b"c', 'd']]],
    ['a,b"c\n', [['a', 'b"c']]],
    ['a,"never closed\nx,y', [['a', 'never closed\nx,y']]],
    ['', []],
  ])('reads %j', (text, rows) => {
    expect(parseCsv(text, ',')).toEqual(rows)
  })

  it.each([';', '\t', '|'] as const)('finds out that %j divides the cells', (sign) => {
    const text = `Name${sign}Mail${sign}Note\n"A, B, C, D"${sign}a@example.com${sign}x\n`
    expect(delimiterOf(text)).toBe(sign)
    expect(parseCsv(text, sign)[1]).toEqual(['A, B, C, D', 'a@example.com', 'x'])
  })

  it.each([
    ['utf-8', [0xc3, 0xa9]],
    ['utf-8', [0xef, 0xbb, 0xbf, 0x61]],
    ['utf-16le', [0xff, 0xfe, 0x61, 0x00]],
    ['utf-16be', [0xfe, 0xff, 0x00, 0x61]],
    ['windows-1252', [0x61, 0xe9, 0x62]],
  ])('takes bytes for %s', (encoding, bytes) => {
    expect(encodingOf(Uint8Array.from(bytes))).toBe(encoding)
  })

  it('writes nothing that a spreadsheet would run, and leaves numbers as they are', () => {
    const line = csvLine(['=HYPERLINK("x")', '+SUM(1)', '-2+3', '@x', '+49 30 1234', '-4.5', 'a;b'])
    expect(line).toBe(`"'=HYPERLINK(""x"")",'+SUM(1),'-2+3,'@x,+49 30 1234,-4.5,"a;b"\r\n`)
  })

  it('reads back what it wrote, and 100,000 rows of it', () => {
    const cells = ['a', 'b,c', 'd"e', 'f\ng', '']
    const text = csvLine(cells).repeat(100_000)
    const rows = parseCsv(text, ',')
    expect(rows).toHaveLength(100_000)
    expect(rows.at(-1)).toEqual(cells)
  })
})
