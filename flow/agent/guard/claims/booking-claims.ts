import { matchEvery } from '../text/match-every.ts'
import { quicken, uniteAny } from '../text/quick-patterns.ts'

/** A statement that something was booked, moved or cancelled: only the code that did it may say so. */
export function findBooking(text: string): string | null {
  if (!anyPattern.test(text)) return null
  for (const pattern of patterns) {
    for (const match of matchEvery(text, pattern)) {
      const ahead = text.slice(Math.max(0, match.index - 30), match.index)
      if (
        !/(?<!\p{L})(?:не|ничего|нельзя|если|когда|как только|прежде чем|чтобы|not|n't|never|nothing|if|once|when|before|until|unless)\s(?:\p{L}+\s){0,2}$/u.test(
          ahead,
        )
      )
        return match[0]
    }
  }
  return null
}

const time =
  '(?:\\0|\\d|завтра|сегодня|послезавтра|понедельник|вторник|сред|четверг|пятниц|суббот|воскресень|утром|днем|вечером|в назначенн|tomorrow|today|tonight|on\\s|at\\s\\d|monday|tuesday|wednesday|thursday|friday|saturday|sunday|then\\b)'
const you =
  '(?:(?:для|вас|вам|тебя|уже|я|мы|место|визит|встреч\\p{L}|время|консультаци\\p{L}|при[её]м|запись|ваш\\p{L}{0,2}|на|себе|за вами)\\s)*'

const patterns: readonly RegExp[] = [
  /^(?:\P{L}*(?:ну|тогда|что ж|итак)\s)?\P{L}*до (?:завтра|послезавтра|понедельника|вторника|среды|четверга|пятницы|субботы|воскресенья)\P{L}*$/gu,
  new RegExp(
    `(?<!\\p{L})(?:записал|записала|записали|записываю|записываем|внес|внесла|внесли|вношу|добавил|добавила|поставил|поставила|поставили|занес|занесла|закрепил|закрепила|закрепили|зарезервировал\\p{L}?|забронировал\\p{L}?|бронирую|бронируем|резервирую|назначил\\p{L}?|назначаю|запланировал\\p{L}?|перенес|перенесла|перенесли|отменил|отменила|отменили|зафиксировал\\p{L}?|оформил\\p{L}?)\\s${you}(?:вас|визит|встреч\\p{L}|запись|консультаци\\p{L}+|при[её]м|время|место|столик|окно|показ|звонок|бронь|в (?:календарь|расписание|журнал|график)|на\\s${time}|на\\s)`,
    'gu',
  ),
  /(?<!\p{L})вас\s(?:уже\s)?(?:записал\p{L}?|внесл?а?и?|добавил\p{L}?|поставил\p{L}?)(?!\p{L})/gu,
  /(?<!\p{L})вы\s(?:уже\s|теперь\s|успешно\s)*(?:записаны|в записи|в расписании|внесены|забронировали|в списке на)/gu,
  /(?<!\p{L})(?:запись|бронь|бронирование|встреча|визит|консультация|время|место|слот|окно|показ|звонок|прием|столик|appointment)\s(?:(?:уже|успешно|вам|за вами|для вас|на\s\S+|в\s\S+|\0+|\S+\s(?=подтв))\s*){0,5}(?:подтвержден\p{L}*|забронирован\p{L}*|назначен\p{L}*|закреплен\p{L}*|создан\p{L}*|оформлен\p{L}*|зарезервирован\p{L}*|состоится|перенесен\p{L}*|отменен\p{L}*|записан\p{L}*|принята|готова|ваш\p{L}?(?!\p{L})|за вами)/gu,
  /(?<!\p{L})(?:забронировано|зарезервировано|назначено|записано|подтверждаю (?:запись|бронь|встречу|время|визит)|подтверждено|бронь (?:есть|за вами|готова)|запись (?:есть|готова|сделана|оформлена)|место за вами)(?!\p{L})/gu,
  new RegExp(
    `(?<!\\p{L})(?:жд[её]м|жду|будем ждать|буду ждать|увидимся|до встречи|встречаемся|приходите|приезжайте)\\s(?:(?:вас|тебя|в гости|уже|к нам|у нас|в (?:салоне|студии|офисе))\\s)*(?:в|во|к)?\\s?${time}`,
    'gu',
  ),
  /(?<!\p{L})(?:i(?:'ve| have)?|we(?:'ve| have)?)\s(?:just\s|already\s|now\s|also\s|gone ahead and\s)*(?:booked|scheduled|reserved|arranged|confirmed|rescheduled|moved|cancelled|canceled|penciled|pencilled|put|set|added|registered|signed|locked)\s(?:in\s)?(?:you|your|a |an |the |it\b|this|that|everything|him|her|up|down|\0)/gu,
  /(?<!\p{L})you(?:'re| are|'ve been| have been)\s(?:now\s|already\s|officially\s|all\s|successfully\s)*(?:booked|scheduled|confirmed|registered|set for|down for|in for|signed up|on the (?:list|schedule|calendar)|expected)/gu,
  /(?<!\p{L})(?:your|the|this|that|a)\s(?:\p{L}+\s){0,2}(?:appointment|booking|meeting|visit|slot|consultation|reservation|call|session|viewing|time|seat|place|spot|table)\s(?:(?:\p{L}+|\0+)\s){0,4}?(?:is|has been|was|are|'s)\s(?:now\s|all\s|already\s|hereby\s|been\s)*(?:booked|scheduled|confirmed|reserved|set|arranged|yours|moved|cancelled|canceled|rescheduled|secured|locked|made)/gu,
  /(?<!\p{L})(?:booking|appointment|reservation|meeting)\s(?:is\s)?(?:confirmed|complete|done|made|scheduled|booked)|(?:it's|it is|that's|all)\s(?:booked|confirmed|scheduled|reserved|set for|in the calendar)|^(?:booked|confirmed|scheduled|reserved|done)\s?[:!,-]/gu,
  new RegExp(
    `(?<!\\p{L})(?:see you|(?:we|i)(?:'ll| will| are|'re| am|'m)? (?:be )?(?:see|expect|expecting|waiting for|wait for|looking forward to (?:seeing|meeting)|meet)(?:ing)? you|until)\\s(?:here\\s|there\\s|at (?:the|our) \\p{L}+\\s|then\\s)*${time}`,
    'gu',
  ),
  /已(?:经)?(?:为您|给您|帮您)?(?:预约|预订|安排|登记)|预约(?:已)?(?:成功|确认)|(?:จอง|นัด)(?:ให้|หมาย|คิว)?.{0,12}(?:แล้ว|เรียบร้อย)|ยืนยันการ(?:จอง|นัด)/gu,
].map(quicken)
const anyPattern = uniteAny(patterns)

const availability = quicken(
  /(?<!\p{L})(?:есть|остал(?:ось|ся|ись)|имеется|найдется|свободн\p{L}{2})\s(?:(?:еще|одно|одна|один|два|несколько|пара|пару|последн\p{L}+|свободн\p{L}+)\s)*(?:окн\p{L}|окошк\p{L}|мест\p{L}{0,2}|слот\p{L}*|время|запись)|(?:окно|место|время|слот|мастер|марина|специалист)\s(?:\p{L}+\s)?(?:свободн\p{L}{1,2}|свободен)|(?:have|has|is|are|got)\s(?:still\s|an?\s|some\s|one\s|two\s)*(?:open(?:ing|ings)?|free|available)\s(?:slots?|spots?|times?|places?)|(?:slots?|spots?|openings?)\s(?:is|are)?\s?(?:available|free|open|left)/gu,
)

/** «есть свободное окно», "we have a free slot": true only when openings are offered. */
export function findAvailability(text: string): string | null {
  const found = matchEvery(text, availability).find(
    match =>
      !/(?:нет|не|no|not|n't|если|if|что|which|проверю|узнаю|check)\s(?:\p{L}+\s){0,2}$/u.test(
        text.slice(0, match.index),
      ),
  )
  return found?.[0] ?? null
}
