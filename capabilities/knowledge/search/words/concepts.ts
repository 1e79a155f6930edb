import { listWords } from './list-words.ts'
import { stem } from './stem.ts'

/**
 * What clients of any business ask about, in the words of four languages: a question and a passage meet here when they share no
 * word («почём», "cost", 多少钱 and a column «Цена»). The first row that holds a word gives its concept.
 */
const rows: Readonly<Record<string, string>> = {
  price: `цена цены ценник стоимость стоить стоит стоят почем прайс расценки тариф руб рублей рубля р ₽ $ € ฿ ¥ бат батов thb rub usd
    price prices pricing cost costs much fee fees rate rates charge tariff baht rubles dollars 价格 价钱 价 多少钱 多少 费用 收费 元 泰铢 ราคา เท่าไหร่ เท่าไร บาท ค่าบริการ ค่า`,
  address: `адрес адреса где куда находитесь находится расположены расположение добраться доехать проехать дойти метро улица ул
    address where located location directions street reach 地址 哪里 哪儿 位置 地铁 怎么走 ที่ไหน ที่อยู่ ที่ตั้ง แผนที่`,
  hours: `график часы режим работаете работает открыты открыто открываетесь закрываетесь закрыто выходной выходные выходным воскресенье суббота понедельник
    hours open opening close closing closed schedule weekend weekends sunday saturday weekday 营业时间 营业 几点 开门 关门 周末 星期天 周日 โมง เปิด ปิด เวลาทำการ วันหยุด วันอาทิตย์`,
  duration: `время времени длится длительность продолжительность долго срок сроки минут минуты мин занимает
    long duration minutes take takes min 多久 多长时间 时长 分钟 นานแค่ไหน นาน นาที ระยะเวลา`,
  booking: `запись записаться запишите записать записываться забронировать бронь бронирование
    book booking appointment reserve reservation schedule 预约 预订 预定 จอง นัด นัดหมาย`,
  cancelling: `отменить отмена отменяю перенести перенос переносить опоздать опоздание опаздываю опоздаю
    cancel cancellation cancelling reschedule late postpone 取消 改期 迟到 改时间 ยกเลิก เลื่อน สาย`,
  payment: `оплата оплатить оплачивать платить карта картой карты наличные наличными безнал перевод переводом рассрочка рассрочку
    pay payment paying card cards cash transfer installment installments 付款 支付 刷卡 信用卡 现金 分期 จ่าย ชำระ ชำระเงิน บัตร บัตรเครดิต เงินสด โอน ผ่อน`,
  discount: `скидка скидки скидку акция акции дешевле бонус бонусы
    discount discounts promo promotion sale cheaper bonus 折扣 优惠 打折 便宜 ส่วนลด โปรโมชั่น โปร`,
  parking: `парковка припарковаться парковаться машину машине стоянка
    parking park 停车 停车场 停车位 จอดรถ ที่จอดรถ`,
  contact: `телефон позвонить звонить номер контакты почта email связаться
    phone telephone call contact contacts number email 电话 联系 邮箱 号码 โทร โทรศัพท์ เบอร์ ติดต่อ`,
  children: `ребенок ребенка ребенком дети детей детьми детский детская детям сын дочь дочка
    child children kid kids baby son daughter 孩子 儿童 小孩 เด็ก ลูก`,
  pets: `собака собакой животные животными питомец питомцем кот кошка
    pet pets dog dogs cat cats 宠物 狗 猫 สัตว์เลี้ยง สุนัข หมา แมว`,
  guarantee: `гарантия гарантии гарантируете переделать переделаете исправить
    guarantee guaranteed warranty redo 保证 保修 质保 รับประกัน`,
  refund: `вернуть возврат вернете
    refund refunds return 退款 退 退钱 คืนเงิน`,
  gift: `подарок подарочный подарить сертификат
    gift voucher certificate present 礼品 礼品卡 礼物 ของขวัญ บัตรของขวัญ`,
  delivery: `доставка доставить привезти
    delivery deliver ship shipping 送货 配送 快递 จัดส่ง ส่ง`,
}

const conceptOfStem = new Map<string, string>()
for (const [concept, text] of Object.entries(rows)) {
  for (const word of text.split(/\s+/).flatMap(listWords)) {
    if (!conceptOfStem.has(stem(word))) conceptOfStem.set(stem(word), concept)
  }
}

/** «Есть где подождать?» is not about an address: these words name their concept only when a question says nothing else. */
const faint = new Set(['где', 'куда', 'where', 'долго', 'long'])

/** True for a word of a concept that more often only joins a question together. */
export function isFaint(word: string): boolean {
  return faint.has(word)
}

// Short stems collide: these words have the stem of another one («деть» that of «дети», «почти» that of «почта») and not its subject.
const strangers = new Set(
  'деть почти сто стой стоя платье платья платью платьем платьев долг долга долгу рубить мина мины'.split(' '),
)

/** The concept a folded word belongs to, or null. */
export function findConcept(word: string): string | null {
  if (strangers.has(word)) return null
  return conceptOfStem.get(stem(word)) ?? null
}
