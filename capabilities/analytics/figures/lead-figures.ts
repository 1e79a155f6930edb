import { divide, type Figure } from './define-figure.ts'

/** Leads are those created in the period; what they came to counts whenever it happened, also after the period. */
export const leadFigures = {
  total_leads: {
    unit: 'count',
    title: { en: 'New leads', ru: 'Новые лиды' },
    meaning: {
      en: 'Leads created in the period.',
      ru: 'Лиды, созданные за период.',
    },
    read: ({ counts }) => counts.total('leads.created'),
  },
  active_leads: {
    unit: 'count',
    title: { en: 'Leads that talked', ru: 'Вступили в диалог' },
    meaning: {
      en: 'Leads created in the period whose client has written at least twice.',
      ru: 'Лиды, созданные за период, клиент которых написал хотя бы дважды.',
    },
    read: ({ counts }) => counts.total('lead.active'),
  },
  qualified_leads: {
    unit: 'count',
    title: { en: 'Qualified leads', ru: 'Квалифицированные лиды' },
    meaning: {
      en: 'Leads created in the period whose fit score has reached the threshold of the playbook at least once.',
      ru: 'Лиды, созданные за период, оценка которых хотя бы раз достигла порога плейбука.',
    },
    read: ({ counts }) => counts.total('lead.qualified'),
  },
  qualified_rate: {
    unit: 'rate',
    title: { en: 'Share of qualified leads', ru: 'Доля квалифицированных' },
    meaning: {
      en: 'qualified_leads ÷ total_leads; null when there are no leads.',
      ru: 'Квалифицированные лиды ÷ новые лиды; пусто, если лидов нет.',
    },
    read: ({ counts }) => divide(counts.total('lead.qualified'), counts.total('leads.created')),
  },
  booked_leads: {
    unit: 'count',
    title: { en: 'Leads with a meeting', ru: 'Лиды со встречей' },
    meaning: {
      en: 'Leads created in the period that have booked at least one meeting.',
      ru: 'Лиды, созданные за период, которые записались хотя бы на одну встречу.',
    },
    read: ({ counts }) => counts.total('lead.booked'),
  },
  conversion_rate: {
    unit: 'rate',
    title: { en: 'Conversion into a meeting', ru: 'Конверсия во встречу' },
    meaning: {
      en: 'booked_leads ÷ total_leads; null when there are no leads.',
      ru: 'Лиды со встречей ÷ новые лиды; пусто, если лидов нет.',
    },
    read: ({ counts }) => divide(counts.total('lead.booked'), counts.total('leads.created')),
  },
  kept_leads: {
    unit: 'count',
    title: { en: 'Leads whose meeting took place', ru: 'Лиды с состоявшейся встречей' },
    meaning: {
      en: 'Leads created in the period with at least one meeting whose time came without its being cancelled.',
      ru: 'Лиды, созданные за период, хотя бы одна встреча которых наступила и не была отменена.',
    },
    read: ({ counts }) => counts.total('lead.kept'),
  },
  kept_rate: {
    unit: 'rate',
    title: { en: 'Share of meetings kept', ru: 'Доля состоявшихся' },
    meaning: {
      en: 'kept_leads ÷ booked_leads; null when nobody booked.',
      ru: 'Лиды с состоявшейся встречей ÷ лиды со встречей; пусто, если никто не записался.',
    },
    read: ({ counts }) => divide(counts.total('lead.kept'), counts.total('lead.booked')),
  },
  messages_per_lead: {
    unit: 'ratio',
    title: { en: 'Messages per lead', ru: 'Сообщений на лида' },
    meaning: {
      en: 'Messages that the clients of the leads created in the period have written so far ÷ total_leads; null when there are no leads.',
      ru: 'Сообщения, которые клиенты новых лидов написали до сих пор ÷ новые лиды; пусто, если лидов нет.',
    },
    read: ({ counts }) => divide(counts.total('lead.messages'), counts.total('leads.created')),
  },
} as const satisfies Readonly<Record<string, Figure>>
