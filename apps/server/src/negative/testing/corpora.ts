/** Values that JSON has and JavaScript's writer does not: `raw('1e309')` stands for that text ({@link jsonOf}). */
export const raw = (text: string): string => `@raw:${text}`

/** `value` as JSON, with what {@link raw} stands for. */
export function jsonOf(value: unknown): string {
  return JSON.stringify(value).replace(/"@raw:([^"]*)"/g, '$1')
}

/** Objects that a store takes for a condition, and their look-alikes (N30). */
export const OPERATORS: readonly unknown[] = [
  { $gt: '' },
  { $ne: null },
  { $regex: '.*' },
  { $where: 'sleep(5000)' },
  { $in: ['x'] },
  { $exists: true },
  { $expr: { $eq: [1, 1] } },
  { gt: '' },
  { regex: '.*' },
  [{ $gt: '' }],
]

/** One of each kind that JSON has, and numbers at the edge (N19). */
export const OF_EACH_TYPE: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  raw('1e309'),
  raw('-1e309'),
  raw('9007199254740993'),
  'x',
  [],
  ['x'],
  [null],
  {},
  { length: 1, 0: 'x' },
  { toString: 'x' },
]

/** Texts in the place of an id, a secret or a word of a list (N19): `good` is one that is taken. */
export function textsLike(good: string): string[] {
  const homoglyph = good.replace(
    /[aeopcx]/,
    (letter) => ({ a: 'а', e: 'е', o: 'о', p: 'р', c: 'с', x: 'х' })[letter] ?? '',
  )
  return [
    '',
    ' ',
    '0',
    '0e1',
    'null',
    'NaN',
    '1e309',
    '[object Object]',
    '__proto__',
    'constructor',
    'toString',
    '*',
    '>',
    '../../x',
    '{"$gt":""}',
    `${good}\0`,
    `${good}\n`,
    ` ${good}`,
    `${good},${good}`,
    good.toUpperCase(),
    good.replace(/\d/, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
    homoglyph,
    `${good}é`.normalize('NFD'),
    good.slice(0, -1),
    good.repeat(1_000).slice(0, 20_000),
    `${good}\ud800`,
  ].filter((text, n, all) => text !== good && all.indexOf(text) === n)
}

/** Fields of our records that nobody writes from outside (N34), and that would make a caller another (N23). */
export const EXTRA_FIELDS = [
  'workspaceId',
  'accountId',
  '_id',
  'verified',
  'ownerId',
  'createdAt',
  'store',
  'path',
  'actor',
  'ord',
  'mid',
  'ts',
] as const

/** Keys that reach a prototype or an operator (N31). */
export const PROTOTYPE_KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  '$set',
  '$where',
  'a.b',
  'constructor.prototype',
]

/** Texts that a careless pattern needs ages for (N35), each of `length` characters. */
export function slowTexts(length: number): string[] {
  const fill = (piece: string) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
  return [
    ...[
      'a',
      '[',
      '(',
      '"',
      '<',
      '-',
      ' ',
      '\\',
      '/',
      '0',
      'a.',
      'a@',
      '[[](',
      '!a',
      'é',
      '\u0301',
      '\t',
      '"\'',
      'https://a.',
    ].map(fill),
    `${fill('a').slice(1)}!`,
    `${fill(' ').slice(1)}x`,
    `(x+x+)+y${fill('x')}`.slice(0, length),
  ]
}

/** Header values that end a line, a tag or a log line (N45, N80). */
export const HOSTILE_HEADERS: Record<string, string> = {
  'user-agent': '<script>hostile45</script>"\' {{hostile45}} \u001b[31m',
  referer: 'https://evil.example/<script>hostile45</script>?access=hostile45',
  'x-forwarded-for': '<b>hostile45</b>, 127.0.0.1',
  'x-forwarded-host': 'hostile45.example',
  'cf-connecting-ip': '::1',
  'accept-language': '<img src=x onerror=hostile45>',
  'x-http-method-override': 'DELETE',
  'x-request-id': 'hostile45',
  'parley-protocol': '99999999999999999999',
  cookie: 'a=hostile45; __proto__=1; parley-device=x.y; ;;==',
}
