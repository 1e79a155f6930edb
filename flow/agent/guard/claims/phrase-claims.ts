import type { ClaimKind } from '../evidence.ts'
import { matchEvery } from '../text/match-every.ts'
import { quicken } from '../text/quick-patterns.ts'

/** A promise made in words, without a figure. Only a source that makes the same one backs it. */
export interface PhraseClaim {
  readonly name: string
  readonly kind: ClaimKind
  readonly text: string
  readonly index: number
  /** «не гарантируем», "no discounts": nothing is promised, and nothing can be backed by it. */
  readonly isNegated: boolean
}

interface Family {
  readonly name: string
  readonly kind: ClaimKind
  /** Of scripts that part their words, and of those that do not. */
  readonly spaced: string
  readonly unspaced: string
  readonly pattern: RegExp
}

function family(name: string, kind: ClaimKind, spaced: string, unspaced = ''): Family {
  return { name, kind, spaced, unspaced, pattern: compile(spaced, unspaced) }
}

function compile(spaced: string, unspaced: string): RegExp {
  const words = `(?<![\\p{L}\\p{N}])(?:${spaced})(?![\\p{L}\\p{N}])`
  return quicken(new RegExp(unspaced === '' ? words : `${words}|${unspaced}`, 'gu'))
}

const families: readonly Family[] = [
  family(
    'free',
    'price',
    "бесплатн\\p{L}*|безвозмездно|задаром|даром|в подарок|подар(?:им|ю|ок|ка)|за (?:наш|мой) сч[её]т|за счет (?:компании|салона|заведения)|ничего не (?:стоит|будет стоить)|не (?:будет )?стоит (?:вам )?ни (?:копейки|рубля)|без (?:доплат\\p{L}*|оплаты|предоплат\\p{L}*)|за 0 (?:руб\\p{L}*|₽)|free(?: of charge)?|for free|at no (?:extra |additional )?(?:cost|charge)|no (?:extra )?charge|complimentary|on the house|on us|as a gift|bonus gift|costs? nothing|won't cost you (?:anything|a (?:penny|thing))|without paying",
    '免费|不要钱|赠送|ฟรี|ไม่มีค่าใช้จ่าย|แถม',
  ),
  family(
    'discount',
    'discount',
    'скид(?:к|оч)\\p{L}*|скин(?:ем|у|уть)|дисконт\\p{L}*|распродаж\\p{L}*|спецпредложени\\p{L}*|спеццен\\p{L}*|выгодн\\p{L}+ предложени\\p{L}*|дешевле|подешевле|уступ(?:лю|им)|удешев\\p{L}*|скост(?:им|ить)|discount\\p{L}*|special offer|special price|cheaper|knock\\p{L}* .{0,12}off|markdown|on sale|flash sale|reduced price|save (?:up|money|you)',
    '折扣|打折|优惠|便宜|[一二三四五六七八九\\d.]+折|ส่วนลด|ลดราคา|โปรโมชั่น|ถูกกว่า',
  ),
  family('promotion', 'discount', 'акци[яиюе](?:ми)?|promo(?:tion)?s?', '活动|โปรโมชั่น'),
  family('code', 'discount', 'промокод\\p{L}*|купон\\p{L}*|promo ?codes?|coupons?|vouchers?'),
  family('cashback', 'discount', 'к[еэ]шб[еэ]к\\p{L}*|бонус\\p{L}*|cash ?back|bonus(?:es)?', '返现'),
  family(
    'part of the price',
    'discount',
    '(?:сниз|уменьш|сбав)\\p{L}* (?:\\p{L}+ )?(?:цен|стоимост)\\p{L}*|(?:lower|reduce|drop|cut)s? (?:the |your |our )?(?:price|cost|rate)s?|(?:a |one )(?:half|third|quarter|fifth|tenth) off|полцены|пол цены|половин\\p{L} (?:цены|стоимости)|(?:вдвое|втрое|вчетверо|в полтора раза|в (?:два|три|четыре|пять|десять|несколько) раз\\p{L}?) (?:дешевле|меньше|ниже|выгоднее)|(?:за|на) (?:треть|четверть|половину) (?:цены|дешевле|меньше)|половину (?:вернем|оплат\\p{L}+)|(?:один|вторая|второй|третья|третий) (?:плюс один )?(?:по цене|бесплатно|в подарок)|half[- ]price|half (?:of )?(?:the )?(?:price|cost|off)|half off|two for one|buy one,? get one|bogo|(?:two|three|four|ten) times (?:cheaper|less)|a third (?:of the price|off|cheaper)|a quarter off',
    '半价|对折|买一送一|ครึ่งราคา|ครึ่งหนึ่งของราคา',
  ),
  family(
    'lowest price',
    'guarantee',
    '(?:сам\\p{L}+|наиболее) (?:низк\\p{L}+|лучш\\p{L}+|выгодн\\p{L}+) цен\\p{L}*|лучш\\p{L}+ цен\\p{L}+|дешевле (?:не найдете|всех|нигде)|найдете дешевле|(?:the )?(?:lowest|best|cheapest) prices?|cheapest (?:in|on)|price match\\p{L}*|beat any price',
    '最低价|全网最低|ราคาถูกที่สุด|ราคาดีที่สุด',
  ),
  family(
    'instalments',
    'price',
    'рассрочк\\p{L}*|в кредит|оплат\\p{L}+ частями|частями|беспроцентн\\p{L}+|instal+ments?|pay later|interest[- ]free|payment plans?|on credit',
    '分期|免息|ผ่อน(?:ชำระ)?',
  ),
  family(
    'refund',
    'guarantee',
    '(?:верн|возвра[щт])\\p{L}* (?:вам )?(?:(?:все|ваши|полную|всю|половину|полностью|любые) ){0,2}(?:деньг\\p{L}*|денег|средств\\p{L}*|сумм\\p{L}*|стоимост\\p{L}*|оплат\\p{L}*|предоплат\\p{L}*|половин\\p{L}|рубл\\p{L}+)|(?:деньг\\p{L}|средства|оплату|предоплату|стоимость) (?:(?:мы|вам|сразу|полностью) ){0,2}(?:верн|возвра)\\p{L}*|возврат\\p{L}* (?:денег|средств|оплаты|стоимости|без)|money[- ]?back|refund\\p{L}*|get your money back|return (?:all )?(?:of )?your money|(?:give|pay) you back',
    '退款|退钱|คืนเงิน',
  ),
  family(
    'guarantee',
    'guarantee',
    'гаранти\\p{L}*|ручаюсь|ручаемся|даю слово|даем слово|слово даю|клян[уе]\\p{L}*|обеща(?:ю|ем)|стопроцентно\\p{L}*|сто процентов|на все сто|железно|будьте уверены|можете быть уверены|без (?:всякого )?риска|никаких рисков|безрисков\\p{L}+|guarantee[sd]?|guaranteed|guaranteeing|warrant\\p{L}+|(?:i|we) promise|you have my word|risk[- ]free|no risk|without (?:any )?risk|rest assured|one hundred percent|(?:i|we) (?:assure|swear)|assured results?',
    '保证|包您|包你|承诺|质保|保修|百分之百|零风险|รับประกัน|การันตี|รับรอง|สัญญาว่า',
  ),
  family(
    'certain outcome',
    'guarantee',
    '(?:точно|обязательно|непременно|однозначно|наверняка|гарантированно|стопроцентно|несомненно|в любом случае|без сомнени[яй])\\s(?:\\p{L}+\\s){0,3}?(?:успе\\p{L}+|помож\\p{L}+|получит\\p{L}*|сработа\\p{L}+|окуп\\p{L}+|сдела\\p{L}+|будет|вырас\\p{L}+|понравит\\p{L}*|исчезн\\p{L}+|пройд\\p{L}+|зараб\\p{L}+|продад\\p{L}+|выдерж\\p{L}+|держ\\p{L}+|подорож\\p{L}+|сэконом\\p{L}+)|(?:успеем|получится|окупится|сработает|поможет|сделаем) (?:точно|обязательно|наверняка|в любом случае|гарантированно)|(?:will|shall) (?:definitely|certainly|surely|always|absolutely|without (?:a )?doubt) \\p{L}+|(?:definitely|certainly|surely|absolutely) (?:will|works?|pays?|helps?|be (?:ready|done|on time))|for (?:sure|certain)|never (?:breaks?|fails?|wears?)|always works',
    '一定(?:能|会|可以)|肯定(?:能|会|可以)|绝对|แน่นอนว่าจะ|ได้ผลแน่นอน',
  ),
  family(
    'for ever',
    'guarantee',
    'навсегда|пожизненн\\p{L}+|на всю жизнь|навечно|вечн\\p{L}{2}|бессрочн\\p{L}+|lifetime|for life|forever|for ever|permanent(?:ly)?|life[- ]long',
    '终身|永久|永远|ตลอดชีพ|ตลอดไป|ถาวร',
  ),
  family(
    'round the clock',
    'time',
    'круглосуточно|круглые сутки|(?:днем и ночью|24 на 7|24/7)|without days off|round[- ]the[- ]clock|around the clock|24 hours a day|day and night',
    '全天候|24小时|ตลอด 24 ชั่วโมง',
  ),
  family(
    'at once',
    'duration',
    '(?:мгновенн\\p{L}+|моментальн\\p{L}+) (?:запуск|результат|достав\\p{L}+|ответ|эффект)|день в день|в тот же день|в течение дня|в ближайш(?:ий час|ие (?:часы|минуты|дни))|same[- ]day|overnight|instant(?:ly)? (?:results?|delivery|setup)|in no time|by the end of the (?:day|week|month)|до конца (?:дня|недели|месяца|года)|к концу (?:дня|недели|месяца|года)',
    '当天|立刻(?:完成|见效)|ภายในวันเดียว',
  ),
]

/** Most sentences promise nothing: one look tells so. */
const anyFamily = new RegExp(
  compile(
    families.map(({ spaced }) => spaced).join('|'),
    families.flatMap(({ unspaced }) => (unspaced === '' ? [] : [unspaced])).join('|'),
  ),
  'u',
)

/** The promises in words that `text` (unmasked) makes. */
export function findPhrases(text: string): readonly PhraseClaim[] {
  if (!anyFamily.test(text)) return []
  return families.flatMap(({ name, kind, pattern }) =>
    matchEvery(text, pattern).map(match => ({
      name,
      kind,
      text: match[0],
      index: match.index,
      isNegated: isNegated(text, match),
    })),
  )
}

const deniedAhead =
  /(?:(?<!\p{L})(?:не|нет|никак\p{L}+|без|ни|нельзя|невозможно|вряд ли|not|no|never|don't|doesn't|can't|cannot|won't|isn't|aren't|without|nor|unable to)\s(?:(?:можем|могу|может|буд\p{L}+|даем|даю|дает|дают|да[тм]\p{L}*|предоставля\p{L}+|предлага\p{L}+|предусмотрен\p{L}*|делаем|делаю|бывает|хочу|стану|станем|обеща\p{L}+|гаранти\p{L}+|сможем|смогу|есть|никаких|вам|any|a|the|have|offer|give|provide|promise|guarantee|be able to|currently|such|available|make|be|it|to|you)\s){0,4})$|不(?:能|会|提供|可以)?$|没有$|无法$|ไม่(?:มี|ได้|สามารถ)?$/u
const deniedBehind =
  /^\s*(?:(?:у нас|сейчас|пока|на это|на нее|на них|к сожалению|мы|я|я вам|вам|и|или|,|в (?:студии|салоне|компании)|are|is|currently|here|at the moment|with us)\s*){0,3}(?:нет|не (?!только|просто|меньше|менее|хуже)|isn't|not|aren't|none|没有|不)/u
const doubled =
  /(?:не сомневайтесь|не переживайте|не волнуйтесь|не беспокойтесь|не вопрос|не только|почему бы не|no doubt|no worries|no problem|not only)[,\s]*(?:\p{L}+\s){0,2}$/u

function isNegated(text: string, { 0: found, index }: RegExpExecArray): boolean {
  if (/^(?:ничего не|не )|^no |^without|^без /.test(found)) return false
  const ahead = text.slice(Math.max(0, index - 60), index)
  if (doubled.test(ahead)) return false
  return deniedAhead.test(ahead) || deniedBehind.test(text.slice(index + found.length, index + found.length + 50))
}
