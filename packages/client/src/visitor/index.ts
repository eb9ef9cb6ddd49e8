export type { SendBody, TimelineItem, Upload } from '../api.ts'
export { ClientError } from '../client-error.ts'
export { createVisitorClient, type VisitorClient, type VisitorOptions } from './visitor-client.ts'
