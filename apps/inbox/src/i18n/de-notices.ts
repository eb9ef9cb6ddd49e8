import type { NoticeTexts } from './en-notices.ts'

export const notices: NoticeTexts = {
  'notice.waiting': 'Neues Gespräch',
  'notice.message': 'Neue Nachricht',
  'notice.assigned': 'Ihnen zugewiesen',
  'notice.mention': 'Sie wurden erwähnt',
  'notice.overdue': 'Wartet zu lange',
  'notice.offline': 'Ein Agent ging offline',
  'notice.summary': {
    one: '{count} Ereignis, während Sie offline waren',
    other: '{count} Ereignisse, während Sie offline waren',
  },
}
