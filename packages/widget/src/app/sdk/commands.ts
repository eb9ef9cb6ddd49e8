import type { Commands } from './command.ts'
import { control } from './control.ts'
import { look } from './look.ts'
import { navigation } from './navigation.ts'
import type { Own } from './own.ts'
import { people } from './people.ts'
import { routing } from './routing.ts'
import { talk } from './talk.ts'
import { place } from './window.ts'

/** What a method is rejected with whose part of the product does not exist yet. */
const absent =
  (what: string) =>
  ({ fail }: Own): never => {
    throw fail('not_available', `${what} are not part of this version`)
  }
const articles = absent('help articles')
const tickets = absent('tickets')
const bots = absent('bots and surveys')
const calls = absent('calls, screen sharing and co-browsing')

/**
 * Every method of `Parley` that the loader does not do itself. To add one: its type in `packages/sdk/src/types`, its line
 * here. The first argument is what `own.ts` describes; what is thrown becomes the rejection.
 */
export const COMMANDS: Commands = {
  ...control,
  ...people,
  ...routing,
  ...place,
  ...talk,
  ...navigation,
  ...look,
  ...{ openArticle: articles, searchHelp: articles, openNews: articles },
  ...{ openTicket: tickets, openTickets: tickets },
  ...{ startBot: bots, startSurvey: bots },
  ...{ startCall: calls, shareScreen: calls, startCobrowse: calls, stopCobrowse: calls },
  ...{ maskSelectors: calls, attachDiagnostics: calls },
}
