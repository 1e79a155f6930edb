import { type FindingWords, fault, off, ok } from './finding-words.ts'

/** What can be found of documents, of the search by meaning, and of the calendar. */
export const knowledgeFindings = {
  'calendar.forbidden': fault(
    ['{name}: календарь есть, но читать его нам нельзя', '{name}: the calendar is there, but we may not read it'],
    [
      'Откройте календарю доступ для этой учётной записи (у Google — для адреса из файла ключа), с правом изменения.',
      'Share the calendar with this account (with Google: with the address in the key file), with the right to change it.',
    ],
  ),
  'calendar.key_refused': fault(
    ['сервер CalDAV не принимает имя или пароль', 'the CalDAV server refuses the user or the password'],
    [
      'Проверьте calendar.caldav.user и CALENDAR_CALDAV_PASSWORD; многие серверы хотят пароль приложения.',
      'Check calendar.caldav.user and CALENDAR_CALDAV_PASSWORD; many servers want an app password.',
    ],
  ),
  'calendar.no_credentials': fault(
    ['нет пригодного файла ключа Google ({code})', 'there is no usable key file of Google ({code})'],
    [
      'Скачайте ключ в консоли Google и назовите файл в google_calendar.credentials_path.',
      "Download the key from Google's console and name the file in google_calendar.credentials_path.",
    ],
  ),
  'calendar.not_connected': fault(
    ['Google нас не знает ({code})', 'Google does not know us ({code})'],
    ['Подключите: npm run cli -- calendar connect-google', 'Connect: npm run cli -- calendar connect-google'],
  ),
  'calendar.not_found': fault(
    ['{name}: такого календаря нет', '{name} has no such calendar'],
    [
      'Проверьте google_calendar.calendar_id или calendar.caldav.calendar.',
      'Check google_calendar.calendar_id or calendar.caldav.calendar.',
    ],
  ),
  'calendar.off': off(
    ['внешнего нет: встречи ведутся здесь', 'no outside calendar: meetings are kept here'],
    [
      'Google или CalDAV — в calendar.provider; свои встречи видны и так: npm run cli -- calendar feed',
      'Google or CalDAV: set calendar.provider. Meetings show without it too: npm run cli -- calendar feed',
    ],
  ),
  'calendar.ready': ok(
    '{name} отвечает; занятых промежутков на сутки: {count}',
    '{name} answers; taken in the next day: {count}',
  ),
  'calendar.unreachable': fault(
    [
      '{name} не отвечает как надо ({code}): время не предлагается',
      '{name} does not answer well ({code}): no times are offered',
    ],
    ['Проверьте сеть и адрес календаря.', "Check the network and the calendar's address."],
  ),
  'embeddings.none': off(
    ['сервер модели их не даёт: ищем по словам', 'the model server makes none: words alone decide'],
    [
      'Запустите на нём модель эмбеддингов (например bge-m3) и назовите её в AI_SERVER_EMBEDDING_MODEL.',
      'Serve a model for embeddings there (bge-m3, for one) and name it in AI_SERVER_EMBEDDING_MODEL.',
    ],
  ),
  'embeddings.off': off(['нет сервера модели: ищем по словам', 'no model server: words alone decide'], null),
  'embeddings.ready': ok('{model}, измерений: {dimensions}', '{model}, dimensions: {dimensions}'),
  'embeddings.refused': fault(
    ['{model} не даёт эмбеддингов ({code})', '{model} makes no embeddings ({code})'],
    [
      'Поправьте AI_SERVER_EMBEDDING_MODEL или уберите: тогда ищем по словам.',
      'Mend AI_SERVER_EMBEDDING_MODEL or remove it: then words alone decide.',
    ],
  ),
  'embeddings.unasked': off(['сервер модели не ответил ({code})', 'the model server did not answer ({code})'], null),
  'knowledge.absent': fault(
    ['нет папки {folder}', 'there is no folder {folder}'],
    ['Создайте её или поправьте RAG_KNOWLEDGE_BASE_PATH.', 'Make it or mend RAG_KNOWLEDGE_BASE_PATH.'],
  ),
  'knowledge.none': off(
    ['документов нет: помощник знает только слова плейбука', 'no documents: the assistant knows the playbook only'],
    ['Положите цены и условия в {folder}.', 'Put prices and terms into {folder}.'],
  ),
  'knowledge.off': off(['выключена', 'turned off'], ['Включить: RAG_ENABLED=true.', 'Turn it on: RAG_ENABLED=true.']),
  'knowledge.ready': ok('документов: {count}, все читаются', 'documents: {count}, all can be read'),
  'knowledge.ready_partly': ok(
    'документов: {count}; просмотрены не все, осталось {skipped}',
    'documents: {count}; not all were looked at, {skipped} are left',
  ),
  'knowledge.unreadable': fault(
    ['не читаются {broken} из {count} документов', '{broken} of {count} documents cannot be read'],
    ['Что делать с каждым, написано выше.', 'What to do with each is written above.'],
  ),
} as const satisfies Readonly<Record<string, FindingWords>>
