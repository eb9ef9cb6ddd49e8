import type { Credentials } from '@parley/client'

type SignedIn = { access: string; agent: { id: string } }

/** Signs an agent in and keeps the session: the refresh token is a cookie, rotated with every renewal. */
export async function signIn(url: string, email: string, password: string): Promise<Credentials> {
  let cookie = ''
  const post = async (path: string, body: object): Promise<SignedIn | null> => {
    const headers = { 'content-type': 'application/json', origin: url, cookie }
    const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    if (response.status === 401) return null
    if (!response.ok) throw new Error(`signing in: ${response.status} ${await response.text()}`)
    cookie = response.headers
      .getSetCookie()
      .map((one) => one.split(';', 1)[0])
      .join('; ')
    return (await response.json()) as SignedIn
  }

  let session = await post('/api/v1/sessions', { email, password })
  if (!session) throw new Error('Email or password is wrong.')
  return {
    type: 'agent',
    agentId: session.agent.id,
    async access({ renew }) {
      if (renew) session = await post('/api/v1/sessions/refresh', {})
      return session?.access ?? null
    },
  }
}
