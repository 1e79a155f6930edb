/** Words and signs of a currency, in folded form, by ISO 4217 code. A pattern matches a whole token. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/^(?:р|руб|рубл\p{L}{0,3}|рублик\p{L}*|rub|rur|rubles?|roubles?|₽|卢布)$/u, 'RUB'],
  [/^(?:\$|долл|доллар\p{L}{0,3}|бакс\p{L}{0,3}|usd|dollars?|bucks|美元|美金)$/u, 'USD'],
  [/^(?:€|евро|eur|euros?|欧元)$/u, 'EUR'],
  [/^(?:£|фунт\p{L}{0,2}|gbp|pounds?|quid)$/u, 'GBP'],
  [/^(?:฿|бат|бата|батов|баты|thb|bahts?|บาท|泰铢)$/u, 'THB'],
  [/^(?:¥|юан\p{L}{1,2}|cny|rmb|yuan|元|块|人民币)$/u, 'CNY'],
  [/^(?:₸|тенге|тг|kzt|tenge)$/u, 'KZT'],
  [/^(?:₴|грн|гривен|гривн\p{L}{1,2}|uah)$/u, 'UAH'],
  [/^(?:дирхам\p{L}{0,2}|aed|dirhams?)$/u, 'AED'],
  [/^(?:белруб\p{L}{0,2}|byn)$/u, 'BYN'],
  [/^(?:сум|сумов|uzs)$/u, 'UZS'],
  [/^(?:₺|лир|лиры|liras?)$/u, 'TRY'],
  [/^(?:₾|лари)$/u, 'GEL'],
  [/^(?:сом|сомов|kgs)$/u, 'KGS'],
  [/^(?:₹|рупи[йи]|inr|rupees?)$/u, 'INR'],
]
const anyCurrency = new RegExp(patterns.map(([pattern]) => pattern.source).join('|'), 'u')

/** The ISO 4217 code that a folded token stands for; null when it is no currency. */
export function findCurrency(token: string): string | null {
  // Nearly every word of a message is asked about, and nearly none is a currency.
  if (!anyCurrency.test(token)) return null
  return patterns.find(([pattern]) => pattern.test(token))?.[1] ?? null
}
