/** What a transcript says beside what was said. */
type Plain = {
  title: string
  people: string
  dates: string
  id: string
  visitor: string
  team: string
  note: string
  edited: string
  removed: string
  cut: string
  print: string
  joined: string
  rated: string
  closed: string
  reopened: string
}

const en: Plain = {
  title: 'Conversation with {site}',
  people: 'People',
  dates: 'Dates',
  id: 'Number',
  visitor: 'Visitor',
  team: 'The team',
  note: 'Private note',
  edited: 'edited',
  removed: 'This message was deleted',
  cut: 'Earlier messages are left out.',
  print: 'Print',
  joined: '{name} joined',
  rated: '{name} rated the conversation: {score} of 5',
  closed: '{name} closed the conversation',
  reopened: '{name} opened the conversation again',
}
const de: Plain = {
  title: 'Gespräch mit {site}',
  people: 'Beteiligte',
  dates: 'Zeitraum',
  id: 'Nummer',
  visitor: 'Besucher',
  team: 'Das Team',
  note: 'Interne Notiz',
  edited: 'bearbeitet',
  removed: 'Diese Nachricht wurde gelöscht',
  cut: 'Frühere Nachrichten fehlen hier.',
  print: 'Drucken',
  joined: '{name} ist dabei',
  rated: '{name} hat das Gespräch bewertet: {score} von 5',
  closed: '{name} hat das Gespräch beendet',
  reopened: '{name} hat das Gespräch wieder geöffnet',
}
const OTHERS: Record<string, Partial<Plain>> = { de }

/** The texts of one language, with their places filled in. */
export function transcriptTexts(locale: string) {
  const texts = { ...en, ...OTHERS[locale.slice(0, 2)] }
  const fill = (key: keyof Plain, values: Record<string, string | number>) =>
    texts[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
  return {
    ...texts,
    titleOf: (site: string) => fill('title', { site }),
    joined: (name: string) => fill('joined', { name }),
    rated: (name: string, score: number, comment: string) =>
      `${fill('rated', { name, score })}${comment && ` · ${comment}`}`,
    closed: (name: string) => fill('closed', { name }),
    reopened: (name: string) => fill('reopened', { name }),
  }
}
export type TranscriptTexts = ReturnType<typeof transcriptTexts>
