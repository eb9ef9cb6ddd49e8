import type * as z from 'zod'
import type { ErrorCode } from './error-codes.ts'
import type { Route } from './routes.ts'

export type EndpointDetail = {
  summary: string
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType
  /** The body is one file as multipart/form-data; it is streamed and judged by the handler. */
  multipart?: true
  status?: 200 | 201 | 204
  response?: z.ZodType
  /** The codes a caller must be ready for, beyond those every endpoint has (`invalid_request`, `rate`, `internal_error` …). */
  errors: readonly ErrorCode[]
}

/** Joins the two halves of a declaration: the route (zod-free) and its schemas. */
export function endpoint<const R extends Route, const D extends EndpointDetail>(route: R, detail: D): R & D {
  return { ...route, ...detail }
}

export type Endpoint = Route & EndpointDetail
