import type { Transcript, TranscriptLine } from './model.ts'
import type { Reader } from './reader.ts'
import type { TranscriptTexts } from './texts.ts'

/** What would move a cursor, or turn the reading direction of what stands beside it. */
const INVISIBLE = /(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu
const RULE = '-'.repeat(72)

/** Nobody can write a line that looks like somebody else's: what was said is indented, names have one line. */
const indented = (text: string) => clean(text).replace(/^/gmu, '    ')
const clean = (text: string) => text.replace(/\r\n?|[\u2028\u2029]/gu, '\n').replace(INVISIBLE, '')
const oneLine = (text: string) => clean(text).replace(/[\n\t]+/gu, ' ')

/** The transcript as plain text. */
export function asText(transcript: Transcript, reader: Reader, texts: TranscriptTexts): string {
  const { site, people, id, isWhole, lines, from, to } = transcript
  const dates = from && to ? `${reader.moment(from)} – ${reader.moment(to)} (${reader.zone})` : ''
  return [
    oneLine(texts.titleOf(site)),
    `${texts.people}: ${people.map(oneLine).join(', ')}`,
    `${texts.dates}: ${dates}`,
    `${texts.id}: ${id}`,
    RULE,
    ...(isWhole ? [] : [texts.cut, '']),
    ...lines.flatMap((line) => [...block(line, reader, texts), '']),
  ].join('\n')
}

function block(line: TranscriptLine, reader: Reader, texts: TranscriptTexts): string[] {
  const at = `[${reader.moment(line.at)}]`
  if (line.is === 'event') return [`${at} * ${oneLine(line.text)}`]
  const remarks = [line.is === 'note' && texts.note, line.isEdited && texts.edited].filter(Boolean)
  const said = line.isRemoved ? `    (${texts.removed})` : line.text && indented(line.text)
  return [
    `${at} ${oneLine(line.who)}${remarks.length > 0 ? ` (${remarks.join(', ')})` : ''}:`,
    ...(said ? [said] : []),
    ...line.files.map(({ name, size }) => `    [${oneLine(name)}, ${reader.size(size)}]`),
  ]
}
