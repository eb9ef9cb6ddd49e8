/** What the SDK makes itself, beside the server's codes. Codes are for ever; wording may change. */
export const SDK_ERROR_CODES = {
  not_available: 'This method belongs to a part of the product that this version does not have',
  unknown_method: 'There is no method of this name',
  invalid_argument: 'An argument has the wrong type or form; the message names it',
  load_failed: 'A part of the chat could not be fetched; the next call tries again',
  network: 'The server did not answer',
  destroyed: 'The widget was taken off the page',
  canceled: 'A hook of the page held it back',
  hook_failed: 'A hook of the page threw',
  hook_timeout: 'A hook of the page took longer than it may',
  popup_blocked: 'The browser stopped the window: call popout from a click',
  popout_failed: 'The window of its own could not take the chat over; it goes on in the page',
  push_unavailable: 'Notifications are not on: the browser, the page or the visitor does not let them',
  file_not_readable: 'The page may not read what is to be attached',
  failed: 'Something that was not foreseen; the message says what',
} as const satisfies Record<string, string>
