/** What a page says to the worker that waits, once its person wants the new build. */
export const TAKE_OVER = 'take over'
