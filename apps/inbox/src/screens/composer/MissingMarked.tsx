import { missingIn } from '../../format/variables.ts'

const NOTHING: ReadonlyMap<string, string> = new Map()

/** A text in which every variable that is left stands out. */
export function MissingMarked({ text }: { text: string }) {
  const parts: preact.ComponentChild[] = []
  let from = 0
  for (const { written, at } of missingIn(text, NOTHING)) {
    parts.push(text.slice(from, at), <mark key={at}>{written}</mark>)
    from = at + written.length
  }
  return <>{[...parts, text.slice(from)]}</>
}
