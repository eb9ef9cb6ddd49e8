const BROWSERS: [RegExp, string][] = [
  [/\bEdg(?:A|iOS)?\/(\d{1,4})/, 'Edge'],
  [/\bOPR\/(\d{1,4})/, 'Opera'],
  [/\bSamsungBrowser\/(\d{1,4})/, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\/(\d{1,4})/, 'Firefox'],
  [/\b(?:Chrome|CriOS)\/(\d{1,4})/, 'Chrome'],
  [/\bVersion\/(\d{1,4})[\d.]* (?:Mobile\/\w{1,20} )?Safari\//, 'Safari'],
]
const SYSTEMS: [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]
/** Longer headers are cut before any pattern sees them (N35). */
const LONGEST = 400

/** For people: `Firefox 141 on Linux`. Made of our own words and one number, so that no header text is ever shown (N45). */
export function browserName(userAgent: string | undefined): string {
  const text = (userAgent ?? '').slice(0, LONGEST)
  const system = SYSTEMS.find(([shape]) => shape.test(text))?.[1]
  for (const [shape, name] of BROWSERS) {
    const version = shape.exec(text)?.[1]
    if (version) return system ? `${name} ${version} on ${system}` : `${name} ${version}`
  }
  return system ? `A browser on ${system}` : 'An unknown browser'
}
