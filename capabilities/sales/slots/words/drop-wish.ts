const whose = "(?:(?:мне|нам|я|мы|i|we|i['’]d|we['’]d|i['’]m|we['’]re|i am|we are)\\s+)?"
const soft = '(?:(?:бы|очень|просто|сейчас|just|really|also|currently)\\s+)*'
const wishes = [
  'нуж(?:ен|на|но|ны)',
  'хо(?:чу|тим)',
  'хотел(?:а|и|ось)?(?:\\s+бы)?',
  'ищ(?:у|ем)',
  'интересу(?:ет|ют)',
  'заказать',
  'купить',
  'need',
  'want',
  'would like',
  "(?<=['’]d\\s+)like",
  '(?:would )?rather(?: have)?',
  '(?:уж )?лучше',
  'looking for',
  'interested in',
].join('|')

const wish = new RegExp(
  `^${whose}${soft}(?:(?:${wishes})\\s+${soft}(?:to (?:order|buy|get)\\s+)?)+(?=\\S*[\\p{L}\\p{N}])`,
  'iu',
)
// «хочу, чтобы …», «нужно ли …» and "need to know": what follows is no thing that is wanted.
const noThing = /^(?:чтоб(?:ы)?|ли|знать|узнать|понять|спросить|уточнить|to|it|that|this)(?![\p{L}\p{N}])/iu

/** «Нужна вывеска для кофейни» wants a sign: the words behind the wish; the whole text where nothing of use is left of it. */
export function dropWish(text: string): string {
  const left = text.replace(wish, '')
  return left === text || noThing.test(left) || !/\p{L}{3}/u.test(left) ? text : left
}
