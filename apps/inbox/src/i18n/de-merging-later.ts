import type { mergingLater as english } from './en-merging-later.ts'
import type { Texts } from './texts.ts'

/** Die Dialoge des Zusammenführens. */
export const mergingLater: Texts<typeof english> = {
  'merging.title': 'Mit welchem Gespräch zusammenführen?',
  'merging.search': 'Zusammenführen mit…',
  'merging.others': 'Andere Gespräche dieser Person',
  'merging.loading': 'Andere Gespräche werden gesucht',
  'merging.unknown': 'Die anderen Gespräche dieser Person wurden nicht geladen.',
  'merging.none': 'Diese Person hat kein anderes Gespräch, in das es gehen könnte.',
  'merging.no_match': 'Keines davon passt. Versuchen Sie andere Wörter.',
  'merging.what': 'Was geschieht',
  'merging.what.goes_on': 'Es geht in dem Gespräch weiter, das am {time} begann.',
  'merging.what.closes': 'Dieses wird geschlossen. Was hier gesagt wurde, bleibt von dort aus lesbar.',
  'merging.what.holder': '{name} hat das andere und behält es.',
  'merging.what.nobody': 'Niemand hat das andere: Übernehmen Sie es, wenn Sie dort weitermachen.',
  'merging.what.reopens': 'Das andere wird wieder geöffnet.',
  'merging.what.visitor':
    'Auch die Besucherin oder der Besucher macht dort weiter und sieht ein Gespräch. Notizen bleiben unter Ihnen.',
  'merging.what.undo': 'Es lässt sich jederzeit rückgängig machen.',
  'merging.verb': 'Zusammenführen',
  'merging.read.title': 'Was vor dem Zusammenführen gesagt wurde',
  'merging.read.failed': 'Es wurde nicht geladen.',
  'merging.read.earlier': 'Frühere Nachrichten',
  'merging.read.nothing': 'Dort wurde nichts gesagt.',
  'merging.read.note': 'Notiz',
  'merging.undo': 'Zusammenführung rückgängig machen',
}
