/** The languages that there is a way to sign in. */
export const SIGNERS = ['node', 'php', 'python', 'ruby', 'go'] as const
export type Signer = (typeof SIGNERS)[number]

type Key = { kid: string; workspaceId: string }

/** How a backend signs for the person of its session; the secret is read from the environment, never pasted into code. */
export function signerFor(signer: Signer, { kid, workspaceId }: Key): string {
  return SNIPPETS[signer].replaceAll('KID', kid).replaceAll('WORKSPACE', workspaceId)
}

const SNIPPETS: Record<Signer, string> = {
  node: `import { createHmac, randomUUID } from 'node:crypto'

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')

export function signIdentity(person) {
  const iat = Math.floor(Date.now() / 1000)
  const claims = { ...person, iat, exp: iat + 120, jti: randomUUID(), aud: 'WORKSPACE' }
  const text = part({ alg: 'HS256', kid: 'KID' }) + '.' + part(claims)
  return text + '.' + createHmac('sha256', process.env.PARLEY_IDENTITY_SECRET).update(text).digest('base64url')
}`,
  php: `function sign_identity(array $person): string {
  $part = fn($value) => rtrim(strtr(base64_encode(is_string($value) ? $value : json_encode($value)), '+/', '-_'), '=');
  $iat = time();
  $claims = $person + ['iat' => $iat, 'exp' => $iat + 120, 'jti' => bin2hex(random_bytes(16)), 'aud' => 'WORKSPACE'];
  $text = $part(['alg' => 'HS256', 'kid' => 'KID']) . '.' . $part($claims);
  return $text . '.' . $part(hash_hmac('sha256', $text, getenv('PARLEY_IDENTITY_SECRET'), true));
}`,
  python: `import base64, hashlib, hmac, json, os, time, uuid

def part(data): return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

def sign_identity(person):
    iat = int(time.time())
    claims = {**person, "iat": iat, "exp": iat + 120, "jti": str(uuid.uuid4()), "aud": "WORKSPACE"}
    header = {"alg": "HS256", "kid": "KID"}
    text = ".".join(part(json.dumps(one).encode()) for one in (header, claims))
    key = os.environ["PARLEY_IDENTITY_SECRET"].encode()
    return text + "." + part(hmac.new(key, text.encode(), hashlib.sha256).digest())`,
  ruby: `require "base64"; require "json"; require "openssl"; require "securerandom"

def sign_identity(person)
  part = ->(data) { Base64.urlsafe_encode64(data, padding: false) }
  iat = Time.now.to_i
  claims = person.merge(iat: iat, exp: iat + 120, jti: SecureRandom.uuid, aud: "WORKSPACE")
  text = [{ alg: "HS256", kid: "KID" }, claims].map { |one| part.(one.to_json) }.join(".")
  text + "." + part.(OpenSSL::HMAC.digest("SHA256", ENV.fetch("PARLEY_IDENTITY_SECRET"), text))
end`,
  go: `// Go 1.24 or later; imports: crypto/hmac, crypto/rand, crypto/sha256, encoding/base64, encoding/json, os, time
func SignIdentity(person map[string]any) string {
	part := base64.RawURLEncoding.EncodeToString
	iat := time.Now().Unix()
	claims := map[string]any{"iat": iat, "exp": iat + 120, "jti": rand.Text(), "aud": "WORKSPACE"}
	for name, claim := range person {
		claims[name] = claim
	}
	header, _ := json.Marshal(map[string]any{"alg": "HS256", "kid": "KID"})
	body, _ := json.Marshal(claims)
	text := part(header) + "." + part(body)
	mac := hmac.New(sha256.New, []byte(os.Getenv("PARLEY_IDENTITY_SECRET")))
	mac.Write([]byte(text))
	return text + "." + part(mac.Sum(nil))
}`,
}
