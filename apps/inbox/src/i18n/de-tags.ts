import type { TagsPageTexts } from './en-tags.ts'

export const tagsPage: TagsPageTexts = {
  'settings.tags': 'Schlagwörter',
  'tags.lead': 'Namen und Farben dessen, womit Gespräche markiert werden. Ein neuer Name gilt überall sofort.',
  'tags.new': 'Neues Schlagwort',
  'tags.none': 'Noch keine. Jedes Wort ist erlaubt; als eigenes Schlagwort bekommt es eine Farbe.',
  'tags.edit': '{tag} ändern',
  'tags.change': 'Schlagwort ändern',
  'tags.archived': 'abgelegt',
  'tags.former': 'früher: {names}',
  'tags.name': 'Name',
  'tags.unnamed': 'Geben Sie ihm einen Namen.',
  'tags.description': 'Wann es passt',
  'tags.colour': 'Farbe',
  'tags.colour.one': 'Farbe {number}',
  'tags.archive': 'Ablegen: nicht mehr anbieten, wo es steht, bleibt es',
  'tags.merge': 'Teil eines anderen machen',
  'tags.merge.hint': 'Sein Name bedeutet dann das andere, und dieses gibt es nicht mehr.',
  'tags.merge.none': 'Nein',
  'tags.merge.verb': 'Zusammenlegen',
  'tags.taken': 'Ein anderes heißt oder hieß so. Wählen Sie einen anderen Namen, oder legen Sie die beiden zusammen.',
  'tags.changed': 'Jemand hat es inzwischen geändert. Schließen Sie das Fenster und sehen Sie es noch einmal an.',
}
