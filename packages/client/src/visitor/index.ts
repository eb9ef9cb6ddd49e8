export type { SendBody, TimelineItem, Upload, VisitorClient } from '../api.ts'
export { ClientError } from '../client-error.ts'
export type { Lent, Person, TokenProvider } from './person-api.ts'
export { createVisitorClient, type VisitorOptions } from './visitor-client.ts'
