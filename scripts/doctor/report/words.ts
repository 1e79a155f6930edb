import { botFindings } from './bot-findings.ts'
import { type FindingWords, fault, off, ok, type Pair } from './finding-words.ts'
import { knowledgeFindings } from './knowledge-findings.ts'

/** The languages of the owner (`business.language`). */
export type Language = 'ru' | 'en'

/** Everything the doctor can find, by a code that programs may rely on. `{gaps}` are filled by the check. */
export const findings = {
  ...botFindings,
  ...knowledgeFindings,
  'asr.failing': fault(
    ['{host} отвечает ошибкой {status}', '{host} answers with status {status}'],
    ['Посмотрите журнал сервера речи.', 'Look at the log of the speech server.'],
  ),
  'asr.no_endpoint': fault(
    ['{host} отвечает, но не знает /transcribe', '{host} answers, but knows no /transcribe'],
    [
      'Проверьте ASR_SERVER_BASE_URL; для сервера в стиле OpenAI поставьте ASR_SERVER_PROTOCOL=openai.',
      'Check ASR_SERVER_BASE_URL; for a server in the manner of OpenAI set ASR_SERVER_PROTOCOL=openai.',
    ],
  ),
  'asr.off': off(
    ['не настроен: голосовые не распознаются', 'not configured: voice messages are not understood'],
    ['Адрес сервера — в ASR_SERVER_BASE_URL.', "Put the server's address into ASR_SERVER_BASE_URL."],
  ),
  'asr.reachable': ok(
    '{host} отвечает; распознаёт ли речь, видно только на записи',
    '{host} answers; whether it understands speech shows only with a recording',
  ),
  'asr.ready': ok('{host} готов распознавать', '{host} is ready to transcribe'),
  'asr.unreachable': fault(
    ['{host} не отвечает ({code})', '{host} does not answer ({code})'],
    [
      'Запустите сервер речи или поправьте ASR_SERVER_BASE_URL.',
      'Start the speech server or mend ASR_SERVER_BASE_URL.',
    ],
  ),
  'check.broken': fault(
    ['проверка сорвалась ({code})', 'the check broke off ({code})'],
    ['Это ошибка программы: сообщите о ней разработчикам.', 'This is a fault of the program: please report it.'],
  ),
  'check.too_slow': fault(
    ['нет ответа за {seconds} с', 'no answer within {seconds} s'],
    ['Повторите позже; что не отвечает, то и чините.', 'Try again later; what does not answer needs mending.'],
  ),
  'clock.ahead': fault(
    ['часы этой машины спешат на {seconds} с', "this machine's clock is {seconds} s ahead"],
    [
      'Включите синхронизацию времени (NTP), иначе «сегодня» и «завтра» в ответах будут неверны.',
      'Turn time synchronisation (NTP) on, or "today" and "tomorrow" in answers will be wrong.',
    ],
  ),
  'clock.behind': fault(
    ['часы этой машины отстают на {seconds} с', "this machine's clock is {seconds} s behind"],
    [
      'Включите синхронизацию времени (NTP), иначе «сегодня» и «завтра» в ответах будут неверны.',
      'Turn time synchronisation (NTP) on, or "today" and "tomorrow" in answers will be wrong.',
    ],
  ),
  'clock.off': off(['сравнить не с чем: Telegram не настроен', 'nothing to compare with: no Telegram'], null),
  'clock.right': ok('совпадают с часами Telegram', "agrees with Telegram's clock"),
  'clock.unknown': off(
    ['сравнить не с чем: Telegram не отвечает ({code})', 'nothing to compare with: Telegram does not answer ({code})'],
    null,
  ),
  'configuration.clean': ok('без замечаний', 'no remarks'),
  'configuration.remarks': ok('замечаний: {count}', 'remarks: {count}'),
  'database.absent': ok('файла ещё нет: его создаст запуск', 'no file yet: the start makes it'),
  'database.access_refused': fault(
    ['PostgreSQL не принимает имя или пароль', 'PostgreSQL refuses the user or the password'],
    ['Проверьте DATABASE_URL.', 'Check DATABASE_URL.'],
  ),
  'database.corrupt': fault(
    ['{place}: файл повреждён или это не SQLite', '{place} is damaged or no SQLite file'],
    [
      'Восстановите копию или спасите читаемое: sqlite3 файл .recover',
      'Restore a backup, or save what is readable: sqlite3 file .recover',
    ],
  ),
  'database.earlier': ok(
    'файл прежней системы: запуск сделает копию и перенесёт данные',
    'a file of the earlier system: the start backs it up and takes it over',
  ),
  'database.in_use': fault(
    ['{place}: в неё пишет другая программа', '{place}: another program is writing to it'],
    [
      'Остановите прежнюю систему или другую копию и повторите.',
      'Stop the earlier system or the other copy and try again.',
    ],
  ),
  'database.missing': fault(
    ['на сервере PostgreSQL нет базы с таким именем', 'PostgreSQL has no database of that name'],
    ['Создайте её или поправьте DATABASE_URL.', 'Create it or mend DATABASE_URL.'],
  ),
  'database.no_rights': fault(
    ['этому пользователю PostgreSQL нельзя создавать таблицы', 'this user of PostgreSQL may not create tables'],
    ['Дайте ему права на схему.', 'Grant it the schema.'],
  ),
  'database.no_room': fault(
    ['{place}: на диске нет места', '{place}: the disk has no room'],
    ['Освободите место и повторите.', 'Make room and try again.'],
  ),
  'database.not_prepared': fault(
    ['{place}: не открывается', '{place} cannot be opened'],
    ['Это ошибка программы: сообщите о ней разработчикам.', 'This is a fault of the program: please report it.'],
  ),
  'database.not_writable': fault(
    ['{place}: нет прав на файл или папку', '{place}: no rights to the file or its folder'],
    ['Проверьте путь DATABASE_DB_PATH и права.', 'Check the path DATABASE_DB_PATH and the rights.'],
  ),
  'database.overloaded': fault(
    ['PostgreSQL запускается, останавливается или занят', 'PostgreSQL is starting, stopping or out of connections'],
    ['Повторите позже.', 'Try again later.'],
  ),
  'database.pending': ok(
    '{engine}; запуск обновит схему: {migrations}',
    '{engine}; the start updates it: {migrations}',
  ),
  'database.ready': ok('{engine}; схема свежая', '{engine}; up to date'),
  'database.ready_unread': ok(
    '{engine}; схема свежая; файл больше 1 ГБ, на повреждения не проверен',
    '{engine}; up to date; larger than 1 GB, not read through for damage',
  ),
  'database.running': ok(
    '{engine}; с ней работает платформа ({services})',
    '{engine}; the platform runs on it ({services})',
  ),
  'database.too_new': fault(
    ['базу создала более новая версия платформы', 'a later version of the platform made this database'],
    ['Поставьте ту версию или восстановите копию.', 'Install that version or restore a backup.'],
  ),
  'database.unreachable': fault(
    ['PostgreSQL не отвечает', 'PostgreSQL cannot be reached'],
    ['Запустите его и проверьте адрес и порт в DATABASE_URL.', 'Start it, and check host and port in DATABASE_URL.'],
  ),
  'disk.elsewhere': off(['данные в PostgreSQL', 'the data is in PostgreSQL'], null),
  'disk.fit': ok('свободно {freeMb} МБ, запись работает: {folder}', '{freeMb} MB free and writable: {folder}'),
  'disk.full': fault(
    ['свободно только {freeMb} МБ: {folder}', 'only {freeMb} MB are free: {folder}'],
    ['Освободите место: нужно не меньше {neededMb} МБ.', 'Make room: at least {neededMb} MB are needed.'],
  ),
  'disk.not_writable': fault(
    ['в папку нельзя писать ({code}): {folder}', 'the folder cannot be written ({code}): {folder}'],
    [
      'Дайте права на папку или выберите другую: DATABASE_DB_PATH.',
      'Give this user the rights or choose another folder: DATABASE_DB_PATH.',
    ],
  ),
  'model.failing': fault(
    ['{host} отвечает ошибкой ({code})', '{host} answers with an error ({code})'],
    ['Посмотрите журнал сервера модели.', 'Look at the log of the model server.'],
  ),
  'model.key_refused': fault(
    ['{host} не принимает ключ', '{host} does not accept the key'],
    ['Проверьте AI_SERVER_API_KEY.', 'Check AI_SERVER_API_KEY.'],
  ),
  'model.missing': fault(
    ['{host} не знает модель {wanted}', '{host} does not know the model {wanted}'],
    ['Поставьте в AI_SERVER_MODEL одну из: {served}.', 'Set AI_SERVER_MODEL to one of: {served}.'],
  ),
  'model.not_openai': fault(
    ['{host} отвечает, но не как сервер OpenAI ({code})', '{host} answers, but not as OpenAI does ({code})'],
    [
      'Проверьте AI_SERVER_BASE_URL: по нему должен открываться /v1/models.',
      'Check AI_SERVER_BASE_URL: /v1/models must open there.',
    ],
  ),
  'model.off': off(
    ['не настроен: отвечает встроенный сценарий', 'not configured: the built-in script answers'],
    ['Адрес сервера — в AI_SERVER_BASE_URL.', "Put the server's address into AI_SERVER_BASE_URL."],
  ),
  'model.ready': ok(
    '{model}: одно слово за {latencyMs} мс, токенов в секунду: {speed}, контекст: {context}',
    '{model}: one word in {latencyMs} ms, tokens a second: {speed}, context: {context}',
  ),
  'model.silent': fault(
    ['модель {model} не отвечает ({code})', 'the model {model} does not answer ({code})'],
    [
      'Посмотрите журнал сервера; если он просто медленный, увеличьте AI_SERVER_TIMEOUT.',
      "Look at the server's log; if it is merely slow, raise AI_SERVER_TIMEOUT.",
    ],
  ),
  'model.unreachable': fault(
    ['{host} не отвечает ({code})', '{host} does not answer ({code})'],
    ['Запустите сервер модели или поправьте AI_SERVER_BASE_URL.', 'Start the model server or mend AI_SERVER_BASE_URL.'],
  ),
  'node.fit': ok('Node.js {version}', 'Node.js {version}'),
  'node.too_old': fault(
    ['Node.js {version} устарел', 'Node.js {version} is too old'],
    ['Поставьте {needed} или новее: https://nodejs.org', 'Install {needed} or newer: https://nodejs.org'],
  ),
  'owner.not_opened': fault(
    ['бот не может написать номеру {ownerId}', 'the bot cannot write to the number {ownerId}'],
    [
      'Отправьте своему боту /start; если не поможет, проверьте TELEGRAM_OWNER_ID (номер скажет @userinfobot).',
      'Send /start to your bot; if that does not help, check TELEGRAM_OWNER_ID (@userinfobot tells it).',
    ],
  ),
  'owner.off': off(
    ['не указан: сигналы и команды владельца выключены', "not set: the owner's alarms and commands are off"],
    [
      'Ваш номер (его скажет @userinfobot) — в TELEGRAM_OWNER_ID.',
      'Put your number (@userinfobot tells it) into TELEGRAM_OWNER_ID.',
    ],
  ),
  'owner.ready': ok('бот может вам писать', 'the bot can write to you'),
  'owner.unasked': ok('указан; Telegram об этом не спросить', 'set; Telegram cannot be asked about it'),
  'playbook.invalid': fault(
    ['{detail}', '{detail}'],
    [
      'Исправьте файл или выберите другой плейбук: business.playbook.',
      'Mend the file or choose another: business.playbook.',
    ],
  ),
  'playbook.ready': ok('{name}', '{name}'),
  'port.any': ok('подойдёт любой свободный порт', 'any free port will do'),
  'port.free': ok('{address} свободен', '{address} is free'),
  'port.no_address': fault(
    ['у этой машины нет адреса {host}', 'this machine has no address {host}'],
    ['Поправьте API_GATEWAY_HOST: 127.0.0.1 или 0.0.0.0.', 'Mend API_GATEWAY_HOST: 127.0.0.1 or 0.0.0.0.'],
  ),
  'port.no_rights': fault(
    ['порт {port} открыт только администратору', 'only an administrator may use port {port}'],
    ['Возьмите порт от 1024: API_GATEWAY_PORT.', 'Choose a port from 1024 on: API_GATEWAY_PORT.'],
  ),
  'port.other_copy': fault(
    ['на {address} отвечает другая копия платформы', 'another copy of the platform answers at {address}'],
    ['Остановите её или возьмите другой порт: API_GATEWAY_PORT.', 'Stop it or choose another port: API_GATEWAY_PORT.'],
  ),
  'port.ours': ok('на {address} отвечает ваша платформа', 'your platform answers at {address}'),
  'port.taken': fault(
    ['{address} занят другой программой', '{address} is taken by another program'],
    ['Остановите её или возьмите другой порт: API_GATEWAY_PORT.', 'Stop it or choose another port: API_GATEWAY_PORT.'],
  ),
  'redis.off': off(['не настроен: одной машине он не нужен', 'not configured: one machine needs none'], null),
  'redis.ready': ok('{host} отвечает', '{host} answers'),
  'redis.refused': fault(
    ['{host} не пускает ({code})', '{host} lets nobody in ({code})'],
    ['Проверьте пароль и номер базы в REDIS_URL.', 'Check the password and the number of the database in REDIS_URL.'],
  ),
  'redis.unreachable': fault(
    ['{host} не отвечает ({code})', '{host} does not answer ({code})'],
    ['Запустите Redis или уберите REDIS_URL.', 'Start Redis or remove REDIS_URL.'],
  ),
  'telegram.off': off(
    ['не настроен: помощник отвечает в веб-чате', 'not configured: the assistant answers in the web chat'],
    ['Токен от @BotFather — в TELEGRAM_BOT_TOKEN.', 'Put the token from @BotFather into TELEGRAM_BOT_TOKEN.'],
  ),
  'telegram.ready': ok('бот @{username} ({name})', 'the bot @{username} ({name})'),
  'telegram.unauthorized': fault(
    ['Telegram не принимает токен бота', 'Telegram does not accept the bot token'],
    ['Скопируйте токен у @BotFather в TELEGRAM_BOT_TOKEN.', 'Copy the token from @BotFather into TELEGRAM_BOT_TOKEN.'],
  ),
  'telegram.unreachable': fault(
    ['{host} не отвечает ({code})', '{host} does not answer ({code})'],
    ['Проверьте сеть, прокси и TELEGRAM_API_ROOT.', 'Check the network, the proxy and TELEGRAM_API_ROOT.'],
  ),
  'updates.failing': fault(
    ['Telegram не может доставить сообщения: {error}', 'Telegram cannot deliver messages: {error}'],
    [
      'Проверьте, что TELEGRAM_WEBHOOK_URL открывается из интернета и ведёт на запущенную платформу.',
      'Check that TELEGRAM_WEBHOOK_URL opens from the internet and leads to the running platform.',
    ],
  ),
  'updates.not_registered': ok('вебхука ещё нет: его поставит запуск', 'no webhook yet: the start sets it'),
  'updates.off': off(['Telegram не настроен', 'no Telegram'], null),
  'updates.other_webhook': fault(
    [
      'сообщения уходят на {host}, а не на ваш TELEGRAM_WEBHOOK_URL',
      'messages go to {host}, not to your TELEGRAM_WEBHOOK_URL',
    ],
    [
      'Запуск поставит ваш вебхук; если вернётся чужой, этим токеном пользуется другая программа.',
      'The start sets yours; if the other comes back, another program uses this token.',
    ],
  ),
  'updates.polling': ok('опрос; ждут у Telegram: {pending}', 'polling; waiting at Telegram: {pending}'),
  'updates.unknown': off(['Telegram не ответил', 'Telegram did not answer'], null),
  'updates.webhook': ok(
    'вебхук на {host}; ждут у Telegram: {pending}',
    'webhook at {host}; waiting at Telegram: {pending}',
  ),
  'updates.webhook_in_the_way': fault(
    ['включён опрос, а сообщения уходят на вебхук {host}', 'polling is on, but messages go to a webhook at {host}'],
    [
      'Запуск снимет вебхук сам; если он вернётся, этим токеном пользуется другая программа.',
      'The start removes it; if it comes back, another program uses this token.',
    ],
  ),
} as const satisfies Readonly<Record<string, FindingWords>>

export type FindingCode = keyof typeof findings

type Gaps<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Gaps<Rest> : never
type TextOf<Code extends FindingCode> =
  | (typeof findings)[Code]['found'][number]
  | CureOf<(typeof findings)[Code]['cure']>
type CureOf<Cure> = Cure extends Pair ? Cure[number] : never

/** What the gaps in the words of a finding are filled with; nothing when there are none. */
export type FindingValues<Code extends FindingCode> = [Gaps<TextOf<Code>>] extends [never]
  ? []
  : [values: Readonly<Record<Gaps<TextOf<Code>>, string | number>>]

/** Names of the checks, as the table shows them. */
export const checkNames = {
  'asr-server': ['сервер речи', 'speech server'],
  bots: ['другие боты', 'further bots'],
  calendar: ['календарь', 'calendar'],
  clock: ['часы', 'clock'],
  configuration: ['настройки', 'configuration'],
  database: ['база данных', 'database'],
  disk: ['диск', 'disk'],
  embeddings: ['поиск по смыслу', 'search by meaning'],
  knowledge: ['база знаний', 'knowledge base'],
  'model-server': ['сервер модели', 'model server'],
  node: ['Node.js', 'Node.js'],
  owner: ['владелец', 'owner'],
  playbook: ['плейбук', 'playbook'],
  port: ['порт', 'port'],
  redis: ['Redis', 'Redis'],
  telegram: ['Telegram', 'Telegram'],
  updates: ['приём сообщений', 'receiving'],
} as const satisfies Readonly<Record<string, Pair>>

export type CheckName = keyof typeof checkNames

/** The lines around the table. */
export const frame = {
  title: ['Осмотр платформы', 'A look at the platform'],
  allWell: ['Всё, что настроено, работает.', 'Everything that is configured works.'],
  faults: ['Неполадок: {count}. Что делать, написано после стрелок.', 'Faults: {count}. The arrows say what to do.'],
  milliseconds: ['мс', 'ms'],
} as const satisfies Readonly<Record<string, Pair>>

/** The words in the owner's language, with the gaps filled. */
export function write(pair: Pair, language: Language, values: Readonly<Record<string, string | number>> = {}): string {
  const text = language === 'ru' ? pair[0] : pair[1]
  return text.replaceAll(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap))
}
