/** What a command is rejected with. Switch on `code`. Codes of the server (`origin_not_allowed` …) come as they are. */
export type ParleyError = Error & {
  name: 'ParleyError'
  code: string
  /** Where the code is explained. */
  doc: string
  /** The command that failed; empty where none did. */
  method: string
}
