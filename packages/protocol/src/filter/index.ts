/** Which conversations a filter means and how a list is sorted: one judge for server and clients. Zod-free. */
export { type Filterable, isTimed, judge, msOf, type OwnFilter, spanOf, type Verdict } from './facts.ts'
export { comparePlaces, isRising, type Place, PRIORITIES, placeOf } from './order.ts'
export { narrowed, sortOf, VIEW_FILTERS } from './views.ts'
