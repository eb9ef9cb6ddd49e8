import type { Excerpt } from '@parley/protocol'

/** A piece of a text, with the words in it that were searched for. */
export function Excerpted({ text, marks }: Excerpt) {
  const ends = [0, ...marks.map(([, to]) => to)]
  return (
    <span dir="auto">
      {marks.map(([from, to], i) => (
        <>
          {text.slice(ends[i], from)}
          <mark>{text.slice(from, to)}</mark>
        </>
      ))}
      {text.slice(ends.at(-1))}
    </span>
  )
}
