/** How a question and its answer are told apart from all others: both carry this mark. */
export function markOf(text: string): string | null {
  return /#\d+#/.exec(text)?.[0] ?? null
}

export function composeQuestion(number: number): string {
  return `Good afternoon! #${number}# We are a studio of ten people and look for a partner for our new website. What would it cost, and how soon could you start?`
}

/** What the model says: a sales answer of usual length, with the usual markdown. */
export function composeReply(question: string): string {
  return `Thank you for writing (${markOf(question)})! A website for a team of your size usually takes **four to six weeks**. It comes with:

- a design in two rounds, *with your words and pictures*;
- pages that you can change yourselves;
- a month of help after the launch.

To name a price I need to know two things: do you sell online, and in how many languages? I can also call a colleague.`
}
