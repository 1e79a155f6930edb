const folds: Readonly<Record<string, string>> = { ё: 'е', '：': ':', '．': '.', '／': '/', '　': ' ' }

/** Lower case, one kind of dash, space and digit, ё as е. Never changes the length: indexes stay those of the message. */
export function foldText(text: string): string {
  const lower = text.toLowerCase()
  return (lower.length === text.length ? lower : text)
    .replace(/[ё：．／　]/g, sign => folds[sign] ?? sign)
    .replace(/[\s\u00a0\u2000-\u200b\u202f]/g, ' ')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[’‘`]/g, "'")
    .replace(/[０-９๐-๙]/g, digit => String(digitOf(digit)))
}

function digitOf(sign: string): number {
  const code = sign.charCodeAt(0)
  return code >= 0xff10 ? code - 0xff10 : code - 0x0e50
}
