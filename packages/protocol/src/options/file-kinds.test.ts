import { describe, expect, it } from 'vitest'
import { acceptOf, endingOf, isProgram, isTaken, kindOf } from './file-kinds.ts'

const OOXML = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

describe('the kind of a content', () => {
  it.each([
    ['image/png', 'image'],
    ['image/vnd.dwg', 'image'],
    ['audio/ogg; codecs=opus', 'audio'],
    ['application/ogg', 'audio'],
    ['video/mp4', 'video'],
    ['application/vnd.ms-asf', 'video'],
    ['text/plain', 'document'],
    ['text/csv', 'document'],
    ['application/pdf', 'document'],
    ['application/msword', 'document'],
    ['application/vnd.ms-excel', 'document'],
    [OOXML, 'document'],
    ['application/vnd.oasis.opendocument.text', 'document'],
    ['application/epub+zip', 'document'],
    ['application/x-cfb', 'document'],
    ['application/zip', 'archive'],
    ['application/x-zip-compressed', 'archive'],
    ['application/x-7z-compressed', 'archive'],
    ['application/vnd.rar', 'archive'],
    ['application/octet-stream', 'other'],
    ['application/java-archive', 'other'],
    ['font/woff2', 'other'],
    ['', 'other'],
  ])('of %s is %s', (type, kind) => {
    expect(kindOf(type)).toBe(kind)
  })
})

describe('names', () => {
  it.each([
    ['a.PDF', 'pdf'],
    ['a.tar.gz', 'gz'],
    ['Größe.日本', ''],
    ['.htaccess', 'htaccess'],
    ['a.', ''],
    ['a', ''],
  ])('of %s end in %j', (name, ending) => {
    expect(endingOf(name)).toBe(ending)
  })

  it.each(['a.exe', 'a.EXE', 'a.exe. .', 'a.pdf.js', '.lnk'])('N63 %s is a program’s', (name) => {
    expect(isProgram(name)).toBe(true)
  })
  it.each(['exe', 'a.exe.pdf', 'a.json', 'a.jsx2'])('%s is no program’s', (name) => {
    expect(isProgram(name)).toBe(false)
  })
})

describe('what a site takes', () => {
  const policy = { kinds: ['image'], endings: ['pdf', 'step'] } as const

  it.each<[string, string, string | null, boolean]>([
    ['a.jpg', 'image/jpeg', 'jpg', true],
    ['a.pdf', 'application/pdf', 'pdf', true],
    ['a.step', 'text/plain', null, true],
    ['a.step', 'application/octet-stream', null, true],
    ['a.pdf', 'video/mp4', 'mp4', false],
    ['a.txt', 'text/plain', null, false],
    ['a.step', 'application/pdf', 'pdf', false],
  ])('%s of %s', (name, type, ending, isIt) => {
    expect(isTaken(policy, name, { type, ending })).toBe(isIt)
  })

  it('is what a file field offers; any file where any is taken', () => {
    expect(acceptOf(policy)).toBe('image/*,.pdf,.step')
    expect(acceptOf({ kinds: ['document', 'audio'], endings: [] })).toMatch(/^\.pdf,.*,audio\/\*$/)
    expect(acceptOf({ kinds: ['image', 'other'], endings: ['pdf'] })).toBe('')
  })
})
