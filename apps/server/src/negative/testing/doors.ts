import type { RouteName } from '@parley/protocol'
import type { Fixture } from '../../http/testing-fixture.ts'
import { type Input, PASSWORD, SHOP, type World } from '../../testing.ts'
import { textsLike } from './corpora.ts'

type Scene = { world: World; own: Fixture; other: Fixture; input: Input }
type Wrong = [string, Partial<Input>]
/** A door that a secret opens, and what must not open it: secrets of the right form that are another's, spent or guessed. */
type Door = { route: RouteName; wrongOnes(scene: Scene): Promise<Wrong[]> }

const edited = (secret: string) => secret.replace(/.$/, (letter) => (letter === 'A' ? 'B' : 'A'))
const tailOf = (secret: string) => secret.slice(secret.indexOf('.') + 1)

/** The same secret with its end edited, cut, doubled, guessed; behind the tenant's own prefix where it has one. */
function near(secret: string): string[] {
  const [prefix] = secret.includes('.') ? secret.split('.', 1) : ['']
  const guesses = ['A'.repeat(43), '0'.repeat(43), '_'.repeat(43)].map((guess) =>
    prefix ? `${prefix}.${guess}` : guess,
  )
  return [edited(secret), secret.slice(0, -1), secret + secret, ...guesses, ...textsLike(secret)]
}

const bodyOf = ({ input }: Scene) => input.body as Record<string, string> // GOOD_CALLS writes it
const told = (what: string) => what.slice(0, 40)

/** Wrong values of the field that holds the secret, and whatever is `more`. */
function field(name: string, more: (scene: Scene) => Promise<string[]> = async () => []): Door['wrongOnes'] {
  return async (scene) => {
    const body = bodyOf(scene)
    const values = [...near(body[name] ?? ''), ...(await more(scene))]
    return values.map((value) => [told(`${name} = ${value}`), { body: { ...body, [name]: value } }])
  }
}

const passwordLike = async () => [
  ` ${PASSWORD}`,
  PASSWORD.toUpperCase(),
  `${PASSWORD}\0`,
  PASSWORD.normalize('NFD').slice(0, -1),
  '0',
  'true',
]

async function spentLink({ world, own }: Scene): Promise<string[]> {
  const by = { workspaceId: own.workspaceId, role: 'owner' } as const
  const token = async () => {
    const { url } = await world.domains.agents.createLink(by, own.agents.supervisor._id)
    return url.slice(url.indexOf('#') + 1)
  }
  const [replaced, newest] = [await token(), await token()]
  return [replaced, `${own.workspaceId}.${tailOf(newest)}x`]
}

/** Every way in that a secret of its own opens (N10); access tokens are tried on every route instead. */
export const DOORS: Record<string, Door> = {
  'a password': { route: 'signIn', wrongOnes: field('password', passwordLike) },
  // Addresses are compared without regard to case and to spaces around them.
  'an address': {
    route: 'signIn',
    async wrongOnes(scene) {
      const { email = '' } = bodyOf(scene)
      const isSame = (text: string) => text.trim().toLowerCase() === email
      const values = [...near(email), `${scene.other.agents.agent.email}.`, 'x@acme.example']
      return values
        .filter((value) => !isSame(value))
        .map((value) => [told(`email = ${value}`), { body: { ...bodyOf(scene), email: value } }])
    },
  },
  'the present password': { route: 'changePassword', wrongOnes: field('current', passwordLike) },
  'a stored token': {
    route: 'exchangeVisitorToken',
    wrongOnes: field('token', async ({ own, other }) => [`${own.workspaceId}.${tailOf(other.visitor.token)}`]),
  },
  'a password link': { route: 'checkPasswordLink', wrongOnes: field('token', spentLink) },
  'a password link that sets': { route: 'setPassword', wrongOnes: field('token', spentLink) },
  'a set-up link': { route: 'getSetup', wrongOnes: field('token') },
  'a set-up link that sets up': { route: 'setUp', wrongOnes: field('token') },
  'a refresh token': {
    route: 'refreshSession',
    async wrongOnes({ input, other }) {
      const cookie = input.cookies?.['parley-session'] ?? ''
      const [workspaceId, session, generation, proof] = cookie.split('.')
      const foreign = (other.cookies['parley-session'] ?? '').split('.')
      const made = [
        ...['', 'x', edited(cookie), `${cookie}.`, cookie.toUpperCase(), `"${cookie}x"`],
        [workspaceId, session, Number(generation) + 1, proof].join('.'),
        [workspaceId, session, -1, proof].join('.'),
        [workspaceId, foreign[1], foreign[2], foreign[3]].join('.'),
        [foreign[0], session, generation, proof].join('.'),
        [workspaceId, session, generation, foreign[3]].join('.'),
      ]
      return made.map((value) => [told(`cookie ${value}`), { cookies: { 'parley-session': value } }])
    },
  },
  'a file link': {
    route: 'downloadFile',
    async wrongOnes({ input, own, other, world }) {
      const token = input.params?.['token'] ?? ''
      const parts = token.split('.')
      const { body } = await world.call('linkAttachments', {
        ...{ access: world.renewed(other.visitor.access), origin: SHOP },
        body: { conversationId: other.conversation.id, ids: [other.conversation.attachmentId] },
      })
      const foreign = new URL(body.links[0].url).pathname.slice('/files/'.length).split('.')
      const made = [
        ...[edited(token), token.slice(0, -1), `${token}A`, token.toUpperCase()],
        parts.with(0, foreign[0] ?? '').join('.'),
        parts.with(1, other.conversation.attachmentId).join('.'),
        parts.with(1, own.conversation.messageId).join('.'),
        parts.with(2, 'fi').join('.'),
        parts.with(2, 'ta').join('.'),
        parts.with(3, 'zzzzzzzz').join('.'),
        parts.with(4, foreign[4] ?? '').join('.'),
        parts.with(4, 'A'.repeat(43)).join('.'),
        parts.slice(0, 4).join('.'),
      ]
      return made.map((value) => [told(`link ${value}`), { params: { token: value } }])
    },
  },
}
