import type { Route } from '../../routes.ts'

/** The page of all that happened, and where one says what one wants to hear of. */
export const NOTICES: Route = { screen: 'notices' }
export const CHOICES: Route = { screen: 'settings', section: 'notifications', siteId: null, page: null }
