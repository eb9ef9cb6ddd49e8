import { describe, expect, it } from 'vitest'
import { parseRoute, pathOf, type Route } from './routes.ts'

const parse = (address: string, base = '/inbox') => {
  const { pathname, search, hash } = new URL(address, 'http://chat.example')
  return parseRoute(base, { pathname, search, hash })
}

describe('an address', () => {
  const routes: [string, Route][] = [
    ['/inbox', { screen: 'conversations', view: null, conversationId: null }],
    ['/inbox?view=mine', { screen: 'conversations', view: 'mine', conversationId: null }],
    ['/inbox/c/cnv_1?view=closed', { screen: 'conversations', view: 'closed', conversationId: 'cnv_1' }],
    [
      '/inbox/c/cnv_1?view=all#msg_00000000000000000001',
      { screen: 'conversations', view: 'all', conversationId: 'cnv_1', messageId: 'msg_00000000000000000001' },
    ],
    ['/inbox/search', { screen: 'search', text: '' }],
    ['/inbox/search?q=caf%C3%A9%20%26%20co', { screen: 'search', text: 'café & co' }],
    ['/inbox/v/svw_1', { screen: 'conversations', view: null, saved: 'svw_1', conversationId: null }],
    ['/inbox/c/cnv_1?v=svw_1', { screen: 'conversations', view: null, saved: 'svw_1', conversationId: 'cnv_1' }],
    ['/inbox/overview', { screen: 'overview' }],
    ['/inbox/visitors', { screen: 'visitors', visitorId: null }],
    ['/inbox/visitors/vis_1', { screen: 'visitors', visitorId: 'vis_1' }],
    ['/inbox/settings/sites', { screen: 'settings', section: 'sites', siteId: null, page: null }],
    ['/inbox/settings/sites/ste_1', { screen: 'settings', section: 'sites', siteId: 'ste_1', page: null }],
    ['/inbox/settings/sites/ste_1/hours', { screen: 'settings', section: 'sites', siteId: 'ste_1', page: 'hours' }],
    ['/inbox/settings/profile', { screen: 'settings', section: 'profile', siteId: null, page: null }],
    ['/inbox/set-up#abc', { screen: 'set-up', token: 'abc' }],
    ['/inbox/password#wsp_1.abc', { screen: 'password', token: 'wsp_1.abc' }],
  ]

  it.each(routes)('%s means the same there and back', (address, route) => {
    expect(parse(address)).toEqual(route)
    expect(pathOf('/inbox', route)).toBe(address)
  })

  it.each([
    '/inbox/x',
    '/inbox/c/../x',
    '/inbox/overview/x',
    '/inbox/visitors/cnv_1',
    '/inbox/visitors/vis_1/x',
    '/inbox/settings/nothing',
    '/inbox/settings/agents/ste_1',
    '/inbox/c/a/b/c/d',
    '/inbox/settings/sites/ste_1/nothing',
    '/inbox/settings/agents/hours',
  ])('%s leads nowhere', (address) => {
    expect(parse(address).screen).toBe('not-found')
  })

  it('of a view that does not exist shows the one chosen last', () => {
    expect(parse('/inbox?view=nothing')).toEqual({ screen: 'conversations', view: null, conversationId: null })
  })

  it('works wherever the operator put the inbox', () => {
    expect(parse('/admin666/c/cnv_1', '/admin666')).toMatchObject({ conversationId: 'cnv_1' })
  })
})
