import type { MethodName } from '@parley/sdk'
import type { Calls } from './call.ts'

export const identity = {
  identify: (parley) => parley.identify({ id: 'u1', name: 'Ada', email: 'ada@example.com' }),
  setTokenProvider: (parley) => parley.setTokenProvider(() => fetch('/identity-token').then((answer) => answer.text())),
  logout: (parley) => parley.logout(),
} satisfies Partial<Calls<MethodName>>

export const attributes = {
  set: (parley) => parley.set({ plan: 'pro', seats: 12, trial: false }),
  unset: (parley) => parley.unset(['trial']),
  setConversation: (parley) => parley.setConversation({ order: '4711' }),
  unsetConversation: (parley) => parley.unsetConversation('order'),
  addTags: (parley) => parley.addTags('pricing', 'eu'),
  removeTags: (parley) => parley.removeTags('eu'),
  setCompany: (parley) => parley.setCompany({ id: 'acme', name: 'Acme', website: 'https://acme.example' }),
} satisfies Partial<Calls<MethodName>>

export const routing = {
  setDepartment: (parley) => parley.setDepartment('dep_01jd5k2m3naaaaaaaaaa'),
  clearDepartment: (parley) => parley.clearDepartment(),
  setAgent: (parley) => parley.setAgent('agt_01jd5k2m3naaaaaaaaaa'),
  setPriority: (parley) => parley.setPriority('high'),
  setSkill: (parley) => parley.setSkill(['billing', 'german']),
} satisfies Partial<Calls<MethodName>>

export const analytics = {
  track: (parley) => parley.track('added_to_basket', { sku: 'pot-l', price: 58 }),
  page: (parley) => parley.page({ title: 'The third step of the order' }),
  pausePageTracking: (parley) => parley.pausePageTracking(),
  commerce: (parley) => parley.commerce('order', { number: '4711', total: 96, currency: 'GBP' }),
} satisfies Partial<Calls<MethodName>>

export const privacy = {
  setConsent: (parley) => parley.setConsent({ storage: true, analytics: false }),
  exportMyData: (parley) => parley.exportMyData(),
  eraseMe: (parley) => parley.eraseMe(),
} satisfies Partial<Calls<MethodName>>
