import type { Actor, Signed, VisitorId } from '@parley/protocol'

/** Proof of who this client is, for the socket's first frame and for HTTP. Everything here throws ClientError. */
export type Identity = {
  /** Who the client will be taken for, as far as it is known before the server said so. */
  actor(): Actor | null
  /** What `hello` carries; makes the visitor at the first need. */
  hello(): Promise<{ token: string } | { access: string }>
  /** An access token for HTTP; a new one with `renew`. `unauthenticated` when there is none to be had. */
  access(renew?: boolean): Promise<string>
  /** The access token in memory, if any: for a page that is about to go. */
  peek(): string | null
  /** Visitor: what a door answered to a signed identity. */
  adopt?(answer: Adopted): Promise<void>
  forget(): Promise<void>
  /** Another one each time that whoever it is begins to be let go; absent until then. */
  era?: object
}

export type Adopted = { visitorId: VisitorId; access: string; token?: string | undefined; signed?: Signed | undefined }
