/** How a question and its answer are told apart from all others: both carry this mark. */
export function markOf(text: string): string | null {
  return /#\d+#/.exec(text)?.[0] ?? null
}

export function composeQuestion(number: number): string {
  return `Good afternoon! #${number}# We are a studio of ten people and look for a partner for our new website. What would it cost, and how soon could you start?`
}

/**
 * What the model says: a sales answer of usual length, with the usual markdown. It states no figure, because the business of the
 * bench has no offer that would back one, and what nothing backs the platform would not send.
 */
export function composeReply(question: string): string {
  return `Thank you for writing (${markOf(question)})! A website for a team of your size is **what we like to make**. You would get:

- a design *with your words and pictures*, which we look at together;
- pages that you can change yourselves;
- help after the launch.

To say what it would cost and how soon we could start, I need to know more: what do you sell, and in which languages? I can also call a colleague.`
}
