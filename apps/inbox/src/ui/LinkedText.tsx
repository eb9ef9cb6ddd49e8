import { linkedText } from './linked-text.ts'

/** What a person wrote: text, and nothing else. */
export function LinkedText({ text }: { text: string }) {
  return (
    <>
      {linkedText(text).map(({ text: part, href }, i) =>
        href ? (
          // Parts of one text never change places.
          <a key={i} href={href} target="_blank" rel="noopener noreferrer">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </>
  )
}
