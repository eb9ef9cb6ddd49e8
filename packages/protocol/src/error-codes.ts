/** Every error a caller can see, over HTTP and in `nack` and `err` frames. Codes are for ever; wording may change. */
export const ERROR_CODES = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  credentials_wrong: { status: 401, title: 'Email or password is wrong' },
  token_invalid: { status: 401, title: 'The token is invalid or has expired' },
  identity_invalid: { status: 401, title: 'The signed identity is not valid' },
  identity_expired: { status: 401, title: 'The signed identity has expired' },
  identity_used: { status: 401, title: 'The signed identity was used before' },
  identity_unsigned: { status: 403, title: 'This site wants a signed identity' },
  forbidden: { status: 403, title: 'Not allowed' },
  origin_not_allowed: { status: 403, title: 'This origin is not on the list of the site' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed here' },
  conversation_not_found: { status: 404, title: 'Conversation not found' },
  message_not_found: { status: 404, title: 'Message not found' },
  attachment_not_found: { status: 404, title: 'Attachment not found' },
  agent_not_found: { status: 404, title: 'Agent not found' },
  visitor_not_found: { status: 404, title: 'Visitor not found' },
  site_not_found: { status: 404, title: 'Site not found' },
  session_not_found: { status: 404, title: 'Session not found' },
  link_expired: { status: 410, title: 'The link was used already or has expired' },
  already_assigned: { status: 409, title: 'Somebody else took it first' },
  at_capacity: { status: 409, title: 'The agent has no free slot' },
  unchanged: { status: 409, title: 'There is nothing to change' },
  cmid_conflict: { status: 409, title: 'The command id was used for another command' },
  canceled: { status: 409, title: 'The command was cancelled before' },
  closed: { status: 409, title: 'The conversation is closed' },
  form_required: { status: 409, title: 'The site asks a few things before the first message' },
  form_invalid: { status: 400, title: 'The answers do not fit the form of the site' },
  moved: { status: 409, title: 'The conversation was merged into another' },
  edit_window_over: { status: 409, title: 'The message can no longer be changed' },
  reactions_full: { status: 409, title: 'The message has as many different reactions as it can hold' },
  feature_off: { status: 403, title: 'The site does not offer this' },
  out_of_order: { status: 409, title: 'An earlier command is not stored yet' },
  key_not_found: { status: 404, title: 'Key not found' },
  too_many_keys: { status: 409, title: 'Two keys are active already' },
  tag_not_allowed: { status: 403, title: 'Pages of this site may not set this tag' },
  email_taken: { status: 409, title: 'The address is in use' },
  key_taken: { status: 409, title: 'The key is in use' },
  last_owner: { status: 409, title: 'A workspace needs an owner' },
  set_up_already: { status: 409, title: 'The workspace is set up already' },
  blocked: { status: 403, title: 'The visitor is blocked' },
  too_large: { status: 413, title: 'Too large' },
  type_not_allowed: { status: 415, title: 'Files of this type are not allowed' },
  unsupported_media_type: { status: 415, title: 'Content type not supported' },
  too_many_files: { status: 413, title: 'Too many files' },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  request_timeout: { status: 408, title: 'The request took too long to arrive' },
  upgrade_required: { status: 426, title: 'Only a WebSocket can be opened here' },
  file_empty: { status: 400, title: 'The file is empty' },
  rate: { status: 429, title: 'Too many at once' },
  busy: { status: 503, title: 'Busy' },
  store: { status: 503, title: 'The store did not answer in time' },
  draining: { status: 503, title: 'The server is restarting' },
  internal_error: { status: 500, title: 'Something went wrong on our side' },
} as const satisfies Record<string, { status: number; title: string }>

export type ErrorCode = keyof typeof ERROR_CODES

/** Codes after which the same command, with the same cmid, is sent again. Everything else is final. */
export const RETRYABLE_CODES = [
  'busy',
  'store',
  'out_of_order',
  'rate',
  'draining',
] as const satisfies readonly ErrorCode[]

/** Whether a caller that got `code` should send the same thing again later. */
export function isRetryable(code: string): boolean {
  return (RETRYABLE_CODES as readonly string[]).includes(code)
}
