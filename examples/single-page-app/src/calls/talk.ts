import type { MethodName } from '@parley/sdk'
import type { Calls } from './call.ts'

export const messaging = {
  startConversation: (parley) => parley.startConversation({ message: 'Is the large pot back?', hidden: true }),
  sendMessage: (parley) => parley.sendMessage('Hello from the page'),
  prefill: (parley) => parley.prefill('I would like to ask about '),
  showMessage: (parley) => parley.showMessage({ type: 'text', text: 'Parcels are a day late this week.' }),
  markRead: (parley) => parley.markRead(),
  endConversation: (parley) => parley.endConversation(),
  rate: (parley) => parley.rate(5, 'Quick and kind'),
  requestTranscript: (parley) => parley.requestTranscript(),
  resume: (parley) => parley.resume('wsp_01jd5k2m3naaaaaaaaaa.k3vQ1o6s7b8n9p0q1r2s3t4u5v6w7x8y9z0AvR2m0mY'),
} satisfies Partial<Calls<MethodName>>

export const navigation = {
  openConversation: (parley) => parley.openConversation('cnv_01jd5k2m3naaaaaaaaaa'),
  openConversations: (parley) => parley.openConversations(),
  openNew: (parley) => parley.openNew('About my order '),
  openHome: (parley) => parley.openHome(),
  openArticle: (parley) => parley.openArticle('returns', { locale: 'de' }),
  searchHelp: (parley) => parley.searchHelp('returns'),
  openTicket: (parley) => parley.openTicket('tkt_01jd5k2m3naaaaaaaaaa'),
  openTickets: (parley) => parley.openTickets(),
  openNews: (parley) => parley.openNews(),
} satisfies Partial<Calls<MethodName>>

export const engagement = {
  trigger: (parley) => parley.trigger('basket-abandoned', { total: 96 }),
  startBot: (parley) => parley.startBot('returns', { order: '4711' }),
  startSurvey: (parley) => parley.startSurvey('after-order'),
  dismiss: (parley) => parley.dismiss(),
  hideNotifications: (parley) => parley.hideNotifications(true),
} satisfies Partial<Calls<MethodName>>

export const look = {
  setLocale: (parley) => parley.setLocale('de'),
  setStrings: (parley) => parley.setStrings({ placeholder: 'Ask us about tea' }),
  setTheme: (parley) => parley.setTheme({ mode: 'dark', colors: { brand: '#2f6b3c' }, radius: 8 }),
  setPosition: (parley) => parley.setPosition({ side: 'left', x: 24, y: 24 }),
  setSound: (parley) => parley.setSound(false),
} satisfies Partial<Calls<MethodName>>

export const assistance = {
  startCall: (parley) => parley.startCall({ video: true }),
  shareScreen: (parley) => parley.shareScreen(),
  startCobrowse: (parley) => parley.startCobrowse(),
  stopCobrowse: (parley) => parley.stopCobrowse(),
  maskSelectors: (parley) => parley.maskSelectors(['.card-number']),
  attachDiagnostics: (parley) => parley.attachDiagnostics(),
} satisfies Partial<Calls<MethodName>>

export const files = {
  attach: (parley) => parley.attach('/demo/price-list.txt'),
  getUploadPolicy: (parley) => parley.getUploadPolicy(),
} satisfies Partial<Calls<MethodName>>

export const push = {
  enablePush: (parley) => parley.enablePush(),
  disablePush: (parley) => parley.disablePush(),
  getPushState: (parley) => parley.getPushState(),
} satisfies Partial<Calls<MethodName>>
