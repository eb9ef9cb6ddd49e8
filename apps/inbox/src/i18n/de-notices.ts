import type { NoticeTexts } from './en-notices.ts'

export const notices: NoticeTexts = {
  'nav.notices': 'Aktivität',
  'nav.notices.count': { one: 'Aktivität, {count} ungelesen', other: 'Aktivität, {count} ungelesen' },
  'command.go-notices': 'Zur Aktivität',
  'nav.notices.unread': 'ungelesen',
  'notices.not_changed': 'Das wurde nicht gespeichert. Versuchen Sie es noch einmal.',
  'notices.by.mention': '{name} hat Sie erwähnt',
  'notices.by.offline': '{name} ging offline',

  'notice.waiting': 'Neues Gespräch',
  'notice.message': 'Neue Nachricht',
  'notice.assigned': 'Ihnen zugewiesen',
  'notice.mention': 'Sie wurden erwähnt',
  'notice.overdue': 'Wartet zu lange',
  'notice.unsent': 'Eine geplante Nachricht wurde nicht gesendet, oder spät',
  'notice.offline': 'Ein Agent ging offline',
  'notice.summary': {
    one: '{count} Ereignis, während Sie offline waren',
    other: '{count} Ereignisse, während Sie offline waren',
  },
  'notice.taken': 'Ein Gespräch wurde Ihnen abgenommen',
  'notices.by.taken': '{name} hat es Ihnen abgenommen',
  'notices.taken.from': '{name} hat Ihnen das Gespräch mit {visitor} abgenommen',
  'notices.taken.open': 'Öffnen',
}
