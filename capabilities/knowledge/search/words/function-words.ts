import { stem } from './stem.ts'

/**
 * Words that say how something is asked and not what about. In a knowledge base of fifty passages half of them stand nowhere,
 * which would make them look rare and telling. Words that mean a subject by themselves (где, стоит, open) are in `concepts.ts`.
 */
const list = `
а бы был была были было быть в вам вами вас ваш ваша ваше вашего вашей вашем ваши ваших вашу весь во вот все всё всего всем всех вы
да давайте для до добрый день вечер утро еще ещё ее её если есть ж же за здравствуйте здесь и из или им имеется имеются иметь их к как какая какие какой какого какую какое ко когда кто кого ли
либо лучше меня мне мной много мог могу можете может можно мой моя мои мы на над надо нам нами нас наш наша не него нее ней нет ни них но ну нужен нужна нужно нужны о об один
она они оно от очень по под подскажите пожалуйста пожалуй плиз пока почему при привет про просто раз расскажите с сам сама свой своя своего своих себя сейчас скажите скажи сколько со
спасибо так также такая такие такой там тебя то тоже только тот тут ты у уже хотел хотела хотелось хочу хотим чего чем что чтобы чтоб это этот эта эти этого этой этом вообще интересует
интересно бывает делаете делаешь делают сделать делать будет будут буду получится возможно именно какие-то кстати смотрите слушайте ваши ребята девочки народ нету оказываете предоставляете предлагаете занимаетесь
через пару несколько скольки скока сегодня завтра вчера день дня дней прийти приехать подойти зайти заехать принять примете принимаете берете возьмете брать взять дадите даете дать
остался осталось нибудь типа одну один двух рядом сам самой рассказать подсказать посоветуйте посоветуете
узнать знаете случайно например ведь туда сюда оттуда откуда деть девать почти
он него ему нему тебе твой твоя мною себе собой кому чему этих этими такого такую таких
a about am an and any anything are as at be been but by can could did do does doing for from get give go good got had has have having hello help here hey hi
i if im in into is it its just know let like me my need no not of ok on or other our out please s should so some something t tell than thank thanks that the their them then there these
they this those to too up us very want was we what when which who whom whose why will wish with would yes you your youre today tomorrow u w o s t d ll ve re m offer provide how any
he him his she her hers ours yours theirs under over below above within around than
的 了 吗 呢 吧 啊 你 您 我 你们 您们 我们 他们 是 在 有 和 与 请 请问 可以 能 会 要 想 也 都 就 还 这 那 什么 怎么 怎样 如何 哪些 哪个 一个 个 吗 没有 没 不 到 给 对 为 们 么 一 从
ครับ ค่ะ คะ นะ ไหม มั้ย ได้ ที่ มี เป็น คือ และ หรือ กับ ของ ใน จะ ให้ ไป มา อยู่ ผม ฉัน เรา คุณ นี้ นั้น อะไร อย่างไร ยังไง แล้ว ก็ ว่า ต้อง การ ความ ไม่ ขอ ต้องการ อยาก ทำ กี่ บ้าง หน่อย
`

const stems = new Set(list.split(/\s+/).map(word => stem(word.replaceAll('ё', 'е'))))
const wholeWords = new Set(list.split(/\s+/).map(word => word.replaceAll('ё', 'е')))

/** True for a folded word, in any of its forms, that carries no subject. */
export function isFunctionWord(word: string): boolean {
  // Short stems collide («вас» and «ваза»), so those count in the listed form only.
  const root = stem(word)
  return wholeWords.has(word) || (root.length > 3 && stems.has(root))
}
