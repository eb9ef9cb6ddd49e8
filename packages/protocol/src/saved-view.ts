import * as z from 'zod'
import { ConversationFilter, ListSort } from './conversation-filter.ts'
import { endpoint } from './endpoint.ts'
import { AgentId, SavedViewId } from './ids.ts'
import { ROUTES } from './routes.ts'
import { Scope } from './scope.ts'
import { Timestamp } from './time.ts'

const written = {
  scope: Scope,
  name: z.string().trim().min(1).max(60),
  filter: ConversationFilter,
  sort: ListSort,
}

/** A list of conversations that has a name: a filter of all of them, and an order. */
export const SavedView = z.strictObject({
  id: SavedViewId,
  ...written,
  createdBy: AgentId,
  updatedAt: Timestamp,
})
export type SavedView = z.infer<typeof SavedView>

/** Views that are counted at once. */
const COUNTED = 20
const Ids = z
  .string()
  .max(COUNTED * 25)
  .transform((text) => text.split(','))
  .pipe(z.array(SavedViewId).min(1).max(COUNTED))

const onOne = { params: z.strictObject({ id: SavedViewId }) } as const

export const savedViewEndpoints = {
  listSavedViews: endpoint(ROUTES.listSavedViews, {
    summary: 'The saved views that the agent may use: his own, those of his departments, and everybody’s',
    response: z.strictObject({ savedViews: z.array(SavedView), truncated: z.boolean() }),
    errors: [],
  }),
  createSavedView: endpoint(ROUTES.createSavedView, {
    summary: 'Save a view; what others may use too needs the role supervisor',
    body: z.strictObject(written),
    status: 201,
    response: SavedView,
    errors: ['forbidden', 'department_not_found', 'list_full'],
  }),
  updateSavedView: endpoint(ROUTES.updateSavedView, {
    summary: 'Change a saved view; with `known`, only while it is as it was read',
    ...onOne,
    body: z.strictObject({ ...z.strictObject(written).partial().shape, known: Timestamp.optional() }),
    response: SavedView,
    errors: ['saved_view_not_found', 'forbidden', 'department_not_found', 'list_full', 'changed_since'],
  }),
  deleteSavedView: endpoint(ROUTES.deleteSavedView, {
    summary: 'Take a saved view away; for a day it can be restored',
    ...onOne,
    status: 204,
    errors: ['saved_view_not_found', 'forbidden'],
  }),
  restoreSavedView: endpoint(ROUTES.restoreSavedView, {
    summary: 'Bring back a saved view that was deleted within the last day',
    ...onOne,
    response: SavedView,
    errors: ['saved_view_not_found', 'forbidden', 'list_full'],
  }),
  countSavedViews: endpoint(ROUTES.countSavedViews, {
    summary: 'How many conversations stand in some saved views; 1000 means more than 999',
    query: z.strictObject({ ids: Ids }),
    response: z.strictObject({
      counts: z.array(
        z.strictObject({
          id: SavedViewId,
          count: z.int().min(0),
          /** There may be more: so many were looked at as may be. */
          truncated: z.boolean(),
        }),
      ),
    }),
    errors: [],
  }),
}
