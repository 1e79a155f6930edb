const greetings =
  'здравствуйте|здравствуй|приветствую|привет|добрый (?:день|вечер)|доброго (?:дня|времени суток)|доброе утро|hello|hi|hey|good (?:morning|afternoon|evening|day)'
// Whom a greeting is for, where it is nobody by name.
const company = 'there|all|everyone|guys|team|всем|ребята|девочки|коллеги|еще раз|ещё раз'
const courtesies = 'спасибо|thanks|thank you|подскажите пожалуйста|пожалуйста|извините|please|sorry|excuse me'
const answers =
  'понятно|ясно|понял|поняла|got it|understood|да|ага|угу|ок|окей|хорошо|ладно|yes|yeah|yep|ok|okay|sure|ну'
// Without a comma they belong to what follows: «нет времени», "look for".
const parted = 'нет|no|nope|так|вот|слушайте|смотрите|короче|значит|в общем|well|so|look|listen'
// «Меня зовут Анна, …»: a name has a slot of its own.
const introductions = "(?:а )?меня зовут \\p{L}+|my name is \\p{L}+|my name's \\p{L}+"
const end = '(?![\\p{L}\\p{N}])'
const gap = '[\\s,.!:;)–—-]*'

const opening = new RegExp(
  `^(?:(?:(?:${greetings})(?:[\\s,]+(?:${company}))?|${courtesies}|${answers}|(?:${parted})(?=\\s*(?:[,.!;:–—-]|$))|${introductions}(?=\\s*[,.!;\\n]))${end}${gap}` +
    `|(?:你好|您好|สวัสดี(?:ครับ|ค่ะ|คะ)?)[\\s,.!，。！]*)+`,
  'iu',
)

/**
 * The text without what comes before its matter: greetings, courtesies, yes or no, words that only begin a sentence. Empty when it is
 * nothing else.
 */
export function dropOpening(text: string): string {
  return text.trim().replace(opening, '').trim()
}
