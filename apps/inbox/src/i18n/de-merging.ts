import type { merging as english } from './en-merging.ts'
import type { Texts } from './texts.ts'

/** Zusammenführen, soweit ein Verlauf davon spricht. */
export const merging: Texts<typeof english> = {
  'command.merge': 'Mit anderem Gespräch zusammenführen…',
  'event.merged': '{who} hat dieses Gespräch mit einem anderen zusammengeführt',
  'event.unmerged': '{who} hat es wieder herausgelöst',
  'event.merged_in': '{who} hat ein anderes Gespräch in dieses überführt',
  'event.merged_out': '{who} hat ein Gespräch wieder herausgelöst',
  'merging.read': 'Zeigen, was dort gesagt wurde',
  'merging.done': 'Zusammengeführt. Hier geht es weiter.',
  'merging.undone': 'Wieder herausgelöst. So war es vorher.',
  'merging.moved': 'Das Gespräch wurde mit diesem zusammengeführt. Hier geht es weiter.',
  'merging.moved.draft':
    'Das Gespräch wurde mit diesem zusammengeführt. Was Sie gerade schreiben, ist mitgekommen und wurde nicht gesendet.',
  'merging.refused.changed': 'Eines der beiden wurde inzwischen zusammengeführt. Sehen Sie beide noch einmal an.',
  'merging.refused.person': 'Es ist nicht erwiesen, dass beide von derselben Person sind.',
  'merging.refused.other': 'Es wurde nicht ausgeführt. Versuchen Sie es gleich noch einmal.',
}
