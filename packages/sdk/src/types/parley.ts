import type { DiagnosticMethods, EventMethods, HookMethods, StateMethods, VisibilityMethods } from './control.ts'
import type { InstanceOptions, Options } from './options.ts'
import type { AnalyticsMethods, AttributeMethods, IdentityMethods, PrivacyMethods, RoutingMethods } from './people.ts'
import type {
  CallMethods,
  EngagementMethods,
  FileMethods,
  LookMethods,
  MessagingMethods,
  NavigationMethods,
  PushMethods,
} from './talk.ts'

export type LifecycleMethods = {
  /** Starts the widget of `options.site`; once it stands, the same as `update`. */
  boot(options: Options): Promise<void>
  /** Resolves when the launcher stands, and calls `fn` then. */
  ready(fn?: (parley: Parley) => void): Promise<Parley>
  /** Changes settings of this page; what is not named stays. */
  update(options: Options): Promise<void>
  /** Forgets unread counts, drafts and (but for `keepVisitor`) who the visitor is. Settings stay. */
  reset(options?: { keepVisitor?: boolean }): Promise<void>
  /** Takes everything off the page: elements, listeners, timers, connections. Calling it again does nothing. */
  destroy(): Promise<void>
  /** The widget of this name on this page; what is called on it before it exists waits for it. */
  instance(name: string): Parley
  /** Puts one more widget on the page. */
  create(options: InstanceOptions): Promise<Parley>
}

/** Every method of the global `Parley` and of what `load` resolves to. */
export type Methods = LifecycleMethods &
  VisibilityMethods &
  StateMethods &
  IdentityMethods &
  AttributeMethods &
  RoutingMethods &
  AnalyticsMethods &
  MessagingMethods &
  NavigationMethods &
  EngagementMethods &
  LookMethods &
  CallMethods &
  PrivacyMethods &
  FileMethods &
  HookMethods &
  EventMethods &
  PushMethods &
  DiagnosticMethods
export type MethodName = keyof Methods

/** A queued call: `['open']`, the `arguments` of a stub, or a function that gets the widget. */
export type QueuedCall = ArrayLike<unknown> | ((parley: Parley) => void)

/**
 * One widget. `Parley('open')` and `Parley.open()` are the same; every call is legal before the script has come; what
 * a command returns is a promise, and one that is rejected and not looked at disturbs nobody.
 */
export type Parley = Methods & {
  <N extends MethodName>(method: N, ...args: Parameters<Methods[N]>): ReturnType<Methods[N]>
  (run: (parley: Parley) => void): void
  /** The version of the script. */
  readonly version: string
  /** Runs queued calls. */
  push(...calls: QueuedCall[]): void
}
