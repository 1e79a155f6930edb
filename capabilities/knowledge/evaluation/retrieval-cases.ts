import { moreChinese, moreEnglish, moreRussian, moreThai, moreUnanswerable } from './more-cases.ts'
import type { RetrievalCase, Row } from './retrieval-case.ts'

/** Chat style, with typos and slang; the words are not those of the documents where a client would not know them. */
const exampleRussian: readonly Row[] = [
  ['сколько стоит женская стрижка?', 'Женская стрижка'],
  ['почем мужская стрижка', 'Мужская стрижка'],
  ['Здравствуйте! А сколько будет стоить подстричь ребёнка?', 'Детская стрижка', 'Стрижём детей'],
  ['челку подровнять скока', 'Стрижка чёлки'],
  ['сколько стоит покрасить корни', 'Окрашивание корней'],
  ['балаяж цена', 'балаяж'],
  ['сколько по времени делается шатуш', 'балаяж, шатуш'],
  ['прическа на свадьбу сколько', 'Свадебная причёска'],
  ['кератин долго держится?', 'Кератиновое выпрямление'],
  ['маникюр с гель лаком цена', 'Маникюр с покрытием гель-лаком', 'Manicure with gel polish'],
  ['маникур без покрытия', 'Маникюр без покрытия'],
  ['скока стоит нарастить ногти', 'Наращивание ногтей'],
  ['снять чужой гель сколько', 'Снятие чужого покрытия'],
  ['сломался ноготь, почините?', 'Ремонт ногтя'],
  ['педекюр с покрытием сколько стоит', 'Педикюр с покрытием'],
  ['коррекция бровей', 'Коррекция бровей'],
  ['ламинирование ресничек цена?', 'Ламинирование ресниц; Цена'],
  ['ресницы 2д сколько', 'Наращивание ресниц 2D'],
  ['сколько стоит чистка лица', 'Чистка лица'],
  ['вечерний макияж почём', 'Вечерний макияж'],
  ['где вы находитесь?', 'Покровка, 21', '21 Pokrovka'],
  ['какое метро рядом', 'Чистые пруды', 'Chistye Prudy'],
  ['до скольки работаете сегодня', 'Каждый день с 10:00'],
  ['в воскресенье открыты?', 'Каждый день с 10:00', 'Open every day'],
  ['31 декабря работаете?', '31 декабря работаем'],
  ['телефон ваш можно', 'Телефон администратора'],
  ['есть куда машину поставить?', 'Своей парковки нет'],
  ['картой можно оплатить?', 'Картой, наличными'],
  ['а в рассрочку?', 'Рассрочку не даём'],
  ['скидочки есть какие нибудь', 'Скидка 10 %'],
  ['у меня день рождения будет скидка?', '15 % в день рождения'],
  ['можно прийти с собакой', 'собакой в переноске'],
  ['с ребенком можно? есть где поиграть', 'игровой уголок'],
  ['как вы стерилизуете инструменты', 'сухожаровой'],
  ['я беременна, можно краситься?', 'беременным'],
  ['у меня аллергия на хну, делаете тест?', 'тест на аллергию'],
  ['что если лак отслоится через пару дней', 'отслоилось'],
  ['какой краской работаете', 'Wella', 'своим красителем'],
  ['есть вайфай?', 'Wi-Fi'],
  ['лифт есть?', 'Лифта нет'],
  ['хочу подарить сертификат маме, на какую сумму можно', 'Номинал'],
  ['сколько действует сертификат', '12 месяцев'],
  ['нужна ли предоплата', 'Предоплата нужна', '2 000 ₽, они входят'],
  ['хочу отменить запись, деньги вернете?', 'Отменить или перенести', 'предоплата не возвращается'],
  ['опаздываю на 10 минут, примете?', 'Ждём 15 минут'],
  ['надо ли мыть голову перед окрашиванием', 'не мыть голову в день'],
  ['как подготовиться к пилингу', 'за неделю без скрабов'],
  ['когда работает Марина Орлова', 'Марина Орлова'],
  ['кто у вас делает брови', 'Дина Юсупова'],
  ['к косметологу на пятницу можно? когда она работает', 'Елена Старкова'],
  ['сколько стоит пилот ассистента', '290 000'],
  ['с битриксом интегрируется?', 'Битрикс24'],
  ['где хранятся переписки клиентов', 'Данные клиентов не уходят'],
  ['какая доходность у квартир', '6,1 %'],
  ['во сколько показы объектов', 'Показываем объекты'],
]

const exampleEnglish: readonly Row[] = [
  ['how much is a womens haircut', "Women's haircut"],
  ['do u do gel manicure? price?', 'Manicure with gel polish'],
  ['where are you located', '21 Pokrovka', 'Покровка, 21'],
  ['what are your opening hours', 'from 10 am to 9 pm', 'Каждый день с 10:00'],
  ['is there anyone who speaks english', 'Marina and Dina speak English'],
  ['do i need to pay a deposit for coloring', 'A deposit is needed'],
  ['can i cancel my appointment', 'at least 24 hours before', 'Отменить или перенести'],
  ['can a foreigner buy a condo', 'A foreigner may own'],
  ['what taxes and extra costs are there', 'Transfer fee'],
  ['any villas with 4 bedrooms?', 'Layan Pool Villas'],
  ['cheapest studio', 'Nai Harn Studio'],
  ['how far is bang tao lagoon from the beach', 'Bang Tao Lagoon'],
  ['is there a payment plan w/o interest', 'installments without interest'],
  ['what rental yield can I expect', '6,1 %'],
]

const exampleUnanswerable: readonly Row[] = [
  ['делаете татуировки?'],
  ['сколько стоит эпиляция воском'],
  ['есть ли у вас солярий'],
  ['колете ботокс в лоб?'],
  ['сделаете пирсинг пупка?'],
  ['наращивание волос сколько стоит'],
  ['вам нужен администратор на работу?'],
  ['есть ли филиал в Казани'],
  ['можно ли арендовать у вас кресло'],
  ['какая погода завтра'],
  ['кто президент франции'],
  ['проводите обучение мастеров маникюра?'],
  ['сколько стоит массаж спины'],
  ['делаете дреды?'],
  ['продаёте шампуни домой?'],
  ['do you do laser hair removal'],
  ['do you have a swimming pool'],
  ['can you fix my iphone'],
  ['do you sell land in Bali'],
  ['what is the capital of Peru'],
]

const documentsRussian: readonly Row[] = [
  ['мотоциклы чините?', 'Мотоциклы и грузовики не берём'],
  ['можно со своими запчастями приехать', 'Ставим свои и ваши'],
  ['сколько стоит компьютерная диагностика', 'Компьютерная диагностика'],
  ['переобуть машину R16 почем', 'Комплект R16'],
  ['шины на хранение берете?', 'Хранение комплекта'],
  ['масло поменять сколько по времени', 'Занимает полчаса'],
  ['машина не заводится, заберете эвакуатором?', 'Заберём машину'],
  ['по каско работаете', 'ОСАГО и КАСКО'],
  ['дадите машину на время ремонта?', 'Renault Logan'],
  ['есть где подождать с кофе', 'кофемашина'],
  ['сколько стоит покрасить дверь', 'Покраска детали'],
  ['вмятену убрать без покраски', 'удаление вмятины'],
  ['какая гарантия на запчасти', '20 000 км'],
]

const documentsEnglish: readonly Row[] = [
  ['how much for an ebike for a day', 'E-bike'],
  ['price of a tandem per hour', 'Tandem'],
  ['do you have bikes for kids', 'Kids bike'],
  ['whats the deposit', 'We block €100'],
  ['is a helmet included', 'A helmet and a lock'],
  ['got a flat tyre, what now', 'Punctures are on us', 'Call us and we come'],
  ['what happens if the bike is stolen', 'Report it to the police'],
  ['guided tour on saturday?', 'Every Saturday'],
  ['im running late with the return', 'The first 30 minutes'],
  ['discount for groups', 'From 8 bikes'],
  ['can i pay the block with a debit card', 'Debit cards are not accepted'],
  ['cargo bike weekly price', 'Cargo bike'],
]

const documentsChinese: readonly Row[] = [
  ['你们几点开门？', '上午十点'],
  ['周末营业到几点', '周末上午九点'],
  ['茶馆在哪里', '愚园路'],
  ['坐地铁怎么去', '静安寺站'],
  ['有停车场吗', '地下有收费停车场'],
  ['龙井多少钱一壶', '西湖龙井'],
  ['普洱茶价格', '普洱熟茶'],
  ['想订一个包间', '包间可坐'],
  ['茶艺课什么时候上', '每周日下午两点'],
  ['可以用信用卡付款吗', '不接受外国信用卡'],
  ['可以快递到北京吗', '快递到全国'],
  ['能带狗吗', '小型犬'],
]

const documentsThai: readonly Row[] = [
  ['เปิดกี่โมง', 'เปิดทุกวัน'],
  ['นวดไทยราคาเท่าไหร่', 'นวดแผนไทย'],
  ['นวดน้ำมันกี่บาทคะ', 'นวดน้ำมัน; '],
  ['นวดเท้าราคา', 'นวดเท้า; '],
  ['ยกเลิกการจองได้ไหม', 'ยกเลิกก่อนเวลานัด'],
  ['มีรถรับส่งจากป่าตองไหม', 'รถรับส่งฟรี'],
  ['คนท้องนวดได้ไหมคะ ตั้งครรภ์ 5 เดือน', 'หญิงตั้งครรภ์หลัง'],
  ['จ่ายบัตรเครดิตได้ไหม', 'รับเงินสด'],
  ['มีที่จอดรถไหม', 'จอดรถฟรี'],
  ['ขัดผิวราคาเท่าไร', 'ขัดผิวมะพร้าว'],
]

const documentsUnanswerable: readonly Row[] = [
  ['сделаете тюнинг салона кожей?'],
  ['вы продаёте подержанные машины?'],
  ['ремонт телефонов делаете'],
  ['do you rent cars'],
  ['do you repair skateboards'],
  ['can I rent a kayak'],
  ['你们卖咖啡吗'],
  ['可以办婚礼吗'],
  ['有没有招聘兼职'],
  ['มีสอนทำอาหารไหม'],
  ['ขายตั๋วเครื่องบินไหม'],
  ['ต่อขนตาได้ไหม'],
]

export const retrievalCases: readonly RetrievalCase[] = [
  ...describeRows('example', 'ru', exampleRussian),
  ...describeRows('example', 'en', exampleEnglish),
  ...describeRows('example', null, exampleUnanswerable),
  ...describeRows('documents', 'ru', documentsRussian),
  ...describeRows('documents', 'en', documentsEnglish),
  ...describeRows('documents', 'zh', documentsChinese),
  ...describeRows('documents', 'th', documentsThai),
  ...describeRows('documents', null, documentsUnanswerable),
  ...describeRows('more-documents', 'ru', moreRussian),
  ...describeRows('more-documents', 'en', moreEnglish),
  ...describeRows('more-documents', 'zh', moreChinese),
  ...describeRows('more-documents', 'th', moreThai),
  ...describeRows('more-documents', null, moreUnanswerable),
]

function describeRows(
  corpus: RetrievalCase['corpus'],
  language: RetrievalCase['language'] | null,
  rows: readonly Row[],
): readonly RetrievalCase[] {
  return rows.map(([question, ...answers]) => ({
    corpus,
    language: language ?? detectScript(question),
    question,
    answers: answers.length === 0 ? null : answers,
  }))
}

function detectScript(text: string): RetrievalCase['language'] {
  if (/\p{Script=Thai}/u.test(text)) return 'th'
  if (/\p{Script=Han}/u.test(text)) return 'zh'
  return /\p{Script=Cyrillic}/u.test(text) ? 'ru' : 'en'
}
