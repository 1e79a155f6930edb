import { uniteAny } from '../text/quick-patterns.ts'

/** What a sum or a share is for, when it is not simply the price: a deposit must not pass for a price, nor a share for a discount. */
const roles: readonly (readonly [string, RegExp])[] = [
  [
    'discount',
    /скид|дисконт|акци[яию]|к[еэ]шб[еэ]к|бонус|дешевле|промокод|discount|(?<!\p{L})off(?!\p{L})|cheaper|cash ?back|promo|savings?(?!\p{L})|折|优惠|ส่วนลด/u,
  ],
  [
    'deposit',
    /предоплат|аванс|депозит|задат|залог|бронь|reserv|deposit|prepay|down payment|advance payment|定金|押金|มัดจำ/u,
  ],
  ['refund', /верн[еу]|возвра[тщ]|refund|money[- ]?back|退款|คืนเงิน/u],
  ['surcharge', /дороже|доплат|надбавк|наценк|surcharge|extra charge|markup/u],
  ['penalty', /штраф|неусто|пен[ия](?!\p{L})|penalt|(?<!\p{L})fines?(?!\p{L})/u],
  ['yield', /доходност|прибыл|окупаем|рентабельн|годовых|(?<!\p{L})roi(?!\p{L})|yield|return on|per annum/u],
  ['guarantee', /гарант|guarant|warrant|保修|รับประกัน/u],
  ['growth', /рост\p{L}{0,2}(?!\p{L})|вырас|увелич|повыс|эконом|снизи|сократ|growth|increase|saves?(?!\p{L})|reduc/u],
]

const anyRole = uniteAny(roles.map(([, pattern]) => pattern))
const none: ReadonlySet<string> = new Set()

export function rolesOf(text: string): ReadonlySet<string> {
  if (!anyRole.test(text)) return none
  return new Set(roles.flatMap(([name, pattern]) => (pattern.test(text) ? [name] : [])))
}
