import type { FurnishedChat } from './furnish-inbox.ts'

/** A morning of a small studio, as an owner would find it: for pictures, and for tests that want variety. */
export const exampleChats: readonly FurnishedChat[] = [
  {
    name: 'Анна Соколова',
    username: 'anna_sokolova',
    endedMinutesAgo: 3,
    handler: 'human',
    isWaiting: true,
    stage: 'consultation_offer',
    fitScore: 82,
    slots: {
      client_name: ['Анна', 0.95, 0],
      need: ['Интернет-магазин керамики с доставкой', 0.9, 2],
      budget: ['300000 RUB', 0.55, 4],
      timeline: ['до конца сентября', 0.8, 4],
    },
    note: 'Просит перезвонить после обеда: утром на производстве.',
    said: [
      { by: 'user', text: 'Здравствуйте! Меня зовут Анна, увидела вас в канале про ремесло.' },
      { by: 'assistant', text: 'Здравствуйте, Анна! Рад знакомству. Расскажите, пожалуйста, что именно вам нужно?' },
      { by: 'user', text: 'Нужен интернет-магазин керамики: 120 товаров, доставка по России.' },
      {
        by: 'assistant',
        text: 'Понял: магазин на **120 товаров** с доставкой. Такой проект у нас занимает **от 6 недель**.\nК какому сроку хотели бы запуститься и на какой бюджет рассчитываете?',
      },
      {
        by: 'user',
        kind: 'voice',
        media: { fileId: 'voice', durationSeconds: 14, mimeType: 'audio/ogg', sizeBytes: 28_400 },
        text: 'Хотелось бы до конца сентября, бюджет где-то триста тысяч, может чуть больше.',
      },
      { by: 'assistant', text: 'Спасибо! Это реалистично. Передаю вас Марии: она посчитает смету точно.' },
      {
        by: 'human',
        text: 'Анна, добрый день, это Мария. Сегодня до 18:00 пришлю смету. Фотографии товаров уже есть?',
      },
      {
        by: 'user',
        kind: 'document',
        media: {
          fileId: 'catalogue',
          fileName: 'каталог-керамика-2026.pdf',
          mimeType: 'application/pdf',
          sizeBytes: 2_480_000,
        },
        text: 'Да, вот каталог. И скажите, можно ли оплатить частями?',
        isEdited: true,
      },
    ],
  },
  {
    name: 'Daniel Weber',
    username: 'dweber',
    language: 'en',
    endedMinutesAgo: 11,
    stage: 'presentation',
    fitScore: 74,
    isAiAnswering: true,
    isWaiting: true,
    slots: { need: ['Booking site for a yoga studio', 0.85, 0] },
    said: [
      { by: 'user', text: 'Hi! We run a yoga studio in Berlin and need a site with online booking.' },
      { by: 'assistant', text: 'Hello Daniel! Happy to help. How many classes do you offer a week?' },
      { by: 'user', text: 'About 40. Do you integrate with Stripe?' },
    ],
  },
  {
    name: 'ООО «Северный лес»',
    endedMinutesAgo: 26,
    handler: 'human',
    isWaiting: true,
    isBusiness: true,
    fitScore: 41,
    stage: 'objections',
    said: [
      { by: 'user', text: 'Добрый день. Получили ваше предложение — дороговато.' },
      { by: 'human', text: 'Понимаю. Давайте посмотрим, что можно перенести на второй этап?' },
      { by: 'user', text: 'Давайте. Что останется в первом?' },
    ],
  },
  {
    name: 'Мурат',
    endedMinutesAgo: 58,
    fitScore: 35,
    said: [
      { by: 'user', text: 'Сколько стоит лендинг?' },
      {
        by: 'assistant',
        text: 'Лендинг — **от 60 000 ₽**, срок 2 недели. Что будете на нём продавать?',
        claims: [
          ['price', 'от 60 000 ₽', 'prices.md › Лендинг'],
          ['duration', '2 недели', 'prices.md › Сроки'],
        ],
      },
    ],
  },
  {
    name: 'Ольга П.',
    endedMinutesAgo: 130,
    fitScore: 12,
    isBlocked: true,
    said: [
      { by: 'user', text: 'Не пишите мне больше' },
      { by: 'assistant', text: 'Хорошо, больше не побеспокоим.', state: 'failed' },
    ],
  },
  {
    name: 'Игорь Лебедев',
    username: 'ilebedev',
    endedMinutesAgo: 300,
    fitScore: 66,
    stage: 'scheduling',
    said: [
      { by: 'user', text: 'Можно созвониться в четверг?' },
      { by: 'assistant', text: 'Конечно: в четверг свободно в 12:00 и 16:30. Что удобнее?' },
      { by: 'user', kind: 'button', text: '16:30' },
      { by: 'assistant', text: 'Записал на четверг, 16:30. Приглашение пришлю сюда же.', state: 'unknown' },
    ],
  },
  {
    name: 'Sophie Martin',
    language: 'en',
    endedMinutesAgo: 1500,
    fitScore: 28,
    said: [
      { by: 'user', text: 'Do you also make logos?' },
      { by: 'assistant', text: 'We do: a logo with guidelines takes about ten days.' },
      { by: 'user', text: 'Thanks, I will think about it.' },
    ],
  },
  {
    name: null,
    endedMinutesAgo: 4300,
    said: [
      { by: 'user', text: '/start', kind: 'command' },
      { by: 'assistant', text: 'Здравствуйте! Я помощник студии. Чем могу помочь?' },
    ],
  },
]
