import type { NotificationTexts } from './en-notifications.ts'

export const notifications: NotificationTexts = {
  'settings.notifications': 'Benachrichtigungen',

  'notify.lead':
    'Wovon Sie erfahren und wie. Es folgt Ihnen auf jedes Gerät; Lautstärke und Erlaubnis gehören zu diesem.',
  'notify.matrix': 'Wovon Sie erfahren',
  'notify.event': 'Ereignis',
  'notify.channel.sound': 'Ton',
  'notify.channel.desktop': 'Desktop',
  'notify.channel.push': 'Push',
  'notify.channel.centre': 'Glocke',
  'notify.kind.waiting': 'Ein neues Gespräch wartet',
  'notify.kind.message': 'Eine Nachricht in einem Gespräch von mir',
  'notify.kind.assigned': 'Ein Gespräch wird mir zugewiesen',
  'notify.kind.mention': 'Jemand erwähnt mich',
  'notify.kind.overdue': 'Jemand wartet zu lange',
  'notify.kind.offline': 'Ein Agent mit Gesprächen geht offline',
  'notify.cell': '{event}: {channel}',
  'notify.overdue': 'Zu lange sind',
  'notify.overdue.hint': 'Minuten ohne Antwort, in Ihren Gesprächen und in denen von niemandem.',
  'notify.repeat': 'Klingeln, bis es jemand übernimmt',
  'notify.repeat.hint': 'Der Ton eines neuen Gesprächs kommt alle 20 Sekunden wieder, solange es wartet.',

  'notify.here': 'Auf diesem Gerät',
  'notify.desktop': 'Desktop-Benachrichtigungen',
  'notify.desktop.hint': 'Solange kein Fenster der Inbox vorn ist.',
  'notify.desktop.refused':
    'Der Browser erlaubt es nicht. Erlauben Sie Benachrichtigungen für diese Seite in seinen Einstellungen und schalten Sie es dann ein.',
  'notify.desktop.unsupported':
    'Dieser Browser zeigt hier keine Benachrichtigungen. Sie brauchen https und auf manchen Telefonen die installierte App.',
  'notify.volume': 'Lautstärke',
  'notify.test': 'Probeton abspielen',
  'notify.test.played': 'Abgespielt. Wenn Sie nichts gehört haben: Lautstärke des Rechners und dieses Tabs prüfen.',
  'notify.test.blocked': 'Der Browser hält diese Seite stumm. Erlauben Sie ihr Ton in den Einstellungen des Browsers.',
  'notify.mute': 'Stumm',
  'notify.mute.hint': 'Kein Ton und keine Desktop-Benachrichtigung auf diesem Gerät.',
  'notify.mute.half_hour': 'Für 30 Minuten',
  'notify.mute.hour': 'Für 1 Stunde',
  'notify.mute.tomorrow': 'Bis morgen',
  'notify.muted': 'Stumm bis {time}',
  'notify.unmute': 'Wieder laut',
}
