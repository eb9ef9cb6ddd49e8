const PASSWORD = 'correct horse battery'

/** Adds a colleague as the owner does, with his password set by the one-time link. */
export async function addColleague(
  server: string,
  owner: { email: string; password: string },
  { name, role = 'agent' }: { name: string; role?: string },
): Promise<{ email: string; password: string }> {
  const post = async (path: string, body: object, access?: string) => {
    const answer = await fetch(`${server}/api/v1${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: server,
        ...(access && { authorization: `Bearer ${access}` }),
      },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`)
    return answer.json()
  }
  const email = `${name.toLowerCase().replace(/\W+/g, '.')}.${Date.now()}@example.com`
  const { access } = await post('/sessions', owner)
  const { link } = await post('/agents', { name, email, role }, access)
  await post('/passwords', { token: new URL(link.url).hash.slice(1), password: PASSWORD })
  return { email, password: PASSWORD }
}
